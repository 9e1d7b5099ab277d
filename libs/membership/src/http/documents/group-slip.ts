import { csvOf, type PdfDocument } from '#platform';
import type { GroupKind } from '../../group/group.types.js';
import type { GroupSlipView } from '../groups.query.js';
import { onPaper } from './french.js';

const kindInFrench: Readonly<Record<GroupKind, string>> = {
  village: 'village',
  association: 'association',
  creditGroup: 'caisse de crédit',
  employer: 'employeur',
};

/** Left blank on paper: the collector writes what each household gave, then the sum. */
const toFill = '……………';

/** Bordereau du groupe: one paper for the collector. Numbers of households and members; no name, no illness, no arrears. */
export const groupSlipSheet = (slip: GroupSlipView): PdfDocument => ({
  info: { title: `Bordereau ${slip.group}` },
  footer: (current: number, all: number) => ({ text: `${current} / ${all}`, alignment: 'center' as const }),
  content: [
    { text: `Bordereau du groupe ${slip.group}`, fontSize: 16, bold: true },
    { text: `${slip.name} (${kindInFrench[slip.kind]}), section ${slip.section}, au ${onPaper(slip.on)}` },
    { text: `Collecteur / Collector : ${slip.collector ?? '—'}`, margin: [0, 0, 0, 10] },
    {
      table: {
        headerRows: 1,
        widths: ['auto', 'auto', 'auto', 'auto', '*', '*'],
        body: [
          ['Ménage', 'Adhérent', 'Personnes', 'Couvert au', 'Montant remis', 'Signature'].map(text => ({
            text,
            bold: true,
          })),
          ...slip.households.map(({ household, policyholder, persons, coverTo }) => [
            ...[household, policyholder ?? '—', String(persons), onPaper(coverTo)],
            ...[toFill, ''],
          ]),
          [`Total : ${slip.households.length} ménages`, '', String(slip.persons), '', toFill, ''].map(text => ({
            text,
            bold: true,
          })),
        ],
      },
      layout: 'lightHorizontalLines',
    },
  ],
});

const header = ['Groupe', 'Ménage', 'Adhérent', 'Personnes', 'Couvert au', 'Montant remis'];

/** The same for a spreadsheet; the last line is the total. */
export const groupSlipCsv = ({ group, households, persons }: GroupSlipView): string =>
  csvOf(header, [
    ...households.map(line => [group, line.household, line.policyholder, line.persons, line.coverTo, null]),
    [group, `Total : ${households.length}`, null, persons, null, null],
  ]);
