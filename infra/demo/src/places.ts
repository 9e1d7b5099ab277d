/**
 * Sections of the demo. The area of Zabré lies in the Boulgou, in the centre-east of Burkina Faso: some of these places
 * are well known there, the others are invented in the manner of the area's names. No list of members, villages or
 * households of a real scheme stands behind them.
 */
export const villagesOfZabre: readonly string[] = [
  ...['Zabré', 'Barsé', 'Béka', 'Bénia', 'Béréga', 'Bissaya', 'Bourma', 'Boura-Yarcé', 'Bangou', 'Bolem'],
  ...['Boungou', 'Bouzounga', 'Dabaré', 'Dagassa', 'Danwindé', 'Dindéogo', 'Djerma', 'Donsin', 'Dounkou', 'Fougou'],
  ...['Gandé', 'Gassougou', 'Gnangdin', 'Gombrin', 'Gorin', 'Gounghin-Peulh', 'Guiaro', 'Gouni', 'Ibogo', 'Kaïbo'],
  ...['Kampala', 'Kangrin', 'Kargo', 'Katiré', 'Kinkéré', 'Kizéma', 'Konkomé', 'Kougré', 'Koulpissi', 'Kounia'],
  ...['Lenga', 'Lergho', 'Limsèga', 'Loaba', 'Louré', 'Manga-Est', 'Massougou', 'Mongnégré', 'Moussougou', 'Nagré'],
  ...['Nampoa', 'Nébéré', 'Niago', 'Niorida', 'Nonga', 'Ouaré', 'Ouédéogo', 'Pagou', 'Patounga', 'Pissy-Bissa'],
  ...['Pouswoko', 'Sampema', 'Sanga', 'Sassema', 'Sigri', 'Soalga', 'Sondré', 'Songo', 'Souli', 'Tangaré'],
  ...['Tenkoro', 'Tiébou', 'Toécin', 'Tougou', 'Toumbin', 'Wanda', 'Wangala', 'Yargo', 'Yorko', 'Youngou'],
  ...['Zaka', 'Zourma', 'Zonsé'],
];

/** Villages around the hospital of the second scheme. Invented. */
export const villagesOfNongtaba: readonly string[] = [
  ...['Nongtaba', 'Bilgo', 'Kossoghin', 'Nahoubsé', 'Rapadama', 'Sabtenga', 'Tanlili', 'Wayen'],
];
