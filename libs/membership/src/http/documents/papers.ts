import type { Day } from '#kernel';
import type { PdfDocument } from '#platform';
import { nameOf, onPaper, relationInFrench } from './french.js';
import type { RegisterLine } from './register-lines.js';

/** What stands at the head of every paper. */
export interface Letterhead {
  readonly scheme: string;
  readonly schemeName: string;
  readonly on: Day;
}

const title = (text: string, { schemeName, on }: Letterhead) => [
  { text: schemeName, bold: true, fontSize: 12 },
  { text, fontSize: 16, bold: true, margin: [0, 4, 0, 2] as [number, number, number, number] },
  { text: `au ${onPaper(on)}`, margin: [0, 0, 0, 10] as [number, number, number, number] },
];

const table = (header: readonly string[], rows: readonly (readonly string[])[], widths: (string | number)[]) => ({
  table: { headerRows: 1, widths, body: [header.map(text => ({ text, bold: true })), ...rows.map(row => [...row])] },
  layout: 'lightHorizontalLines',
});

const pages = (current: number, all: number) => ({ text: `${current} / ${all}`, alignment: 'center' as const });

/** Registre des adhérents: every person of the scheme, by section and household. */
export const membersRegister = (lines: readonly RegisterLine[], head: Letterhead): PdfDocument => ({
  pageOrientation: 'landscape',
  footer: pages,
  content: [
    ...title('Registre des adhérents', head),
    table(
      ['Section', 'Ménage', 'N°', 'Nom et prénoms', 'Sexe', 'Né(e) le', 'Lien', 'Couvert du', 'au'],
      lines.map(line => [
        ...[line.section, line.household, line.person, nameOf(line), line.identity?.sex ?? ''],
        ...[onPaper(line.identity?.birthDate), relationInFrench[line.relation]],
        ...[onPaper(line.coveredFrom), onPaper(line.coveredTo)],
      ]),
      ['auto', 'auto', 'auto', '*', 'auto', 'auto', 'auto', 'auto', 'auto'],
    ),
    { text: `${lines.length} personnes`, margin: [0, 8, 0, 0] },
  ],
});

/** Bulletin d'adhésion: what the policyholder signs. */
export const enrolmentForm = (lines: readonly RegisterLine[], head: Letterhead): PdfDocument => {
  const holder = lines.find(({ policyholder }) => policyholder);
  return {
    footer: pages,
    content: [
      ...title("Bulletin d'adhésion", head),
      { text: `Ménage : ${lines[0]?.household ?? ''}     Section : ${lines[0]?.section ?? ''}` },
      { text: `Adhérent(e) : ${holder ? nameOf(holder) : '—'}` },
      { text: `Date d'adhésion : ${onPaper(lines[0]?.enrolledOn)}`, margin: [0, 0, 0, 10] },
      table(
        ['N°', 'Nom et prénoms', 'Sexe', 'Né(e) le', 'Lien'],
        lines.map(line => [
          ...[line.person, nameOf(line), line.identity?.sex ?? ''],
          ...[onPaper(line.identity?.birthDate), relationInFrench[line.relation]],
        ]),
        ['auto', '*', 'auto', 'auto', 'auto'],
      ),
      { text: 'Lu et approuvé, le ____________________', margin: [0, 30, 0, 30] },
      { columns: [{ text: "L'adhérent(e)" }, { text: 'Pour la mutuelle', alignment: 'right' }] },
    ],
  };
};

/** Carnet familial: who is covered from when to when. Neither illness nor arrears stand in it. */
export const familyBooklet = (lines: readonly RegisterLine[], head: Letterhead): PdfDocument => ({
  pageSize: 'A5',
  content: [
    ...title('Carnet familial', head),
    { text: `Ménage : ${lines[0]?.household ?? ''}`, margin: [0, 0, 0, 8] },
    table(
      ['N°', 'Nom et prénoms', 'Lien', 'Couvert du', 'au'],
      lines
        .filter(({ leftOn, diedOn }) => leftOn === null && diedOn === null)
        .map(line => [
          ...[line.person, nameOf(line), relationInFrench[line.relation]],
          ...[onPaper(line.coveredFrom), onPaper(line.coveredTo)],
        ]),
      ['auto', '*', 'auto', 'auto', 'auto'],
    ),
  ],
});
