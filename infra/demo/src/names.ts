import type { Chance } from './chance.js';
import type { Sex } from './operations.js';

/** Names as they are met in the area: Bissa, Mooré and Fulfulde families, given names of the three religions. */
interface Community {
  readonly families: readonly string[];
  readonly given: Readonly<Record<Sex, readonly string[]>>;
}

const bissa: Community = {
  families: ['Bara', 'Bambara', 'Dabré', 'Darga', 'Gampiné', 'Guengané', 'Lengani', 'Lingani', 'Nombré', 'Sorgho'],
  given: {
    F: ['Hado', 'Haoua', 'Kalizèta', 'Lamoussa', 'Mariam', 'Minata', 'Natou', 'Pasco', 'Salamata', 'Zénabo'],
    M: ['Adama', 'Boukari', 'Dramane', 'Issaka', 'Lassané', 'Moumouni', 'Ousséni', 'Saïdou', 'Seydou', 'Yacouba'],
  },
};
const moore: Community = {
  families: ['Compaoré', 'Ilboudo', 'Kaboré', 'Nikiéma', 'Ouédraogo', 'Sawadogo', 'Tapsoba', 'Yaméogo', 'Zongo'],
  given: {
    F: ['Awa', 'Alimata', 'Bibata', 'Joséphine', 'Noaga', 'Pauline', 'Poko', 'Rasmata', 'Safiatou', 'Tené'],
    M: ['Abdoulaye', 'Antoine', 'Arzouma', 'Hamado', 'Idrissa', 'Mahamadi', 'Paul', 'Raogo', 'Rasmané', 'Tibo'],
  },
};
const fulfulde: Community = {
  families: ['Barry', 'Bolly', 'Boly', 'Diallo', 'Dicko', 'Sangaré', 'Sidibé'],
  given: {
    F: ['Aïssata', 'Coumba', 'Dikko', 'Fatoumata', 'Hawa', 'Kadidia', 'Maïrama', 'Oumou'],
    M: ['Amadou', 'Bello', 'Boubacar', 'Demba', 'Hama', 'Moussa', 'Oumarou', 'Samba'],
  },
};

export interface NamesOfHousehold {
  given(sex: Sex): string;
  /** Wives keep the name of their father. */
  married(sex: Sex): string;
}

/** @param taken given names that somebody of the household bears already */
export const namesOfHousehold = (chance: Chance, taken: Iterable<string> = []): NamesOfHousehold => {
  const community = communityOf(chance);
  const family = chance.pick(community.families);
  const used = new Set(taken);
  const given = (sex: Sex): string => {
    const free = community.given[sex].filter(name => !used.has(name));
    const name = chance.pick(free.length > 0 ? free : community.given[sex]);
    used.add(name);
    return name;
  };
  return {
    given: sex => `${given(sex)} ${family}`,
    married: sex => `${given(sex)} ${chance.pick(communityOf(chance).families)}`,
  };
};

const communityOf = (chance: Chance): Community =>
  chance.weighted([
    [60, bissa],
    [28, moore],
    [12, fulfulde],
  ]);
