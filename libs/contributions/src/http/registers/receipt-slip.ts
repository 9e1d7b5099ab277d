import { type PdfDocument, pdfOf } from '#platform';
import type { ReceiptRow } from '../../projections/receipt.entity.js';
import { written } from './registers.js';

/** What stands on a receipt, French first. No name: the household's number is enough to find it. */
export const slipOf = (row: ReceiptRow): PdfDocument => {
  const { scheme, receipt, household, amount, currency, receivedOn, collector, voidedOn } = row;
  const money = (of: number) => `${written(of, currency)} ${currency}`;
  const lines: readonly (readonly [string, string])[] = [
    ['Mutuelle / Scheme', scheme],
    ['Ménage / Household', household],
    ['Date', receivedOn],
    ['Collecteur / Collector', collector ?? '—'],
    ["Droit d'adhésion / Joining fee", money(row.joiningFee)],
    ['Cotisation / Contribution', money(row.contribution)],
    ['Avoir / Credit', money(row.credit)],
    ['Total', money(amount)],
  ];
  return {
    pageSize: 'A6',
    pageMargins: [24, 24, 24, 24],
    info: { title: `Reçu ${receipt}` },
    ...(voidedOn === null ? {} : { watermark: { text: 'ANNULÉ', opacity: 0.2 } }),
    content: [
      { text: `Reçu n° ${receipt}`, bold: true, fontSize: 14 },
      { text: `Receipt no. ${receipt}`, margin: [0, 0, 0, 12] },
      { table: { widths: ['*', 'auto'], body: lines.map(line => [...line]) }, layout: 'lightHorizontalLines' },
      ...(voidedOn === null
        ? []
        : [{ text: `Annulé le / Void since ${voidedOn}`, margin: [0, 12, 0, 0] as [number, number, number, number] }]),
    ],
  };
};

/** A receipt as PDF, A6. */
export const receiptSlip = (row: ReceiptRow): Promise<Buffer> => pdfOf(slipOf(row), row.receivedOn);
