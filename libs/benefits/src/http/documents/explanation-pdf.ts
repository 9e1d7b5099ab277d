import { amountText, dayText } from './amount-text.js';
import type { Explanation } from './explanation.js';
import type { PdfDocument } from '#platform';

/** One page that a member understands: what was billed, what the scheme pays, what is theirs, and why. */
export const explanationPdf = (explained: Explanation): PdfDocument => {
  const { claim, provider, serviceDate, currency, lines, sentences, billed, schemePays, youPay } = explained;
  const amount = (value: number) => ({ text: amountText(value, currency), alignment: 'right' as const, noWrap: true });
  return {
    info: { title: `Décompte ${claim}` },
    content: [
      { text: 'Ce que paie votre mutuelle', fontSize: 18, bold: true, margin: [0, 0, 0, 4] },
      { text: `Facture ${claim} · soins du ${dayText(serviceDate)} · ${provider}`, margin: [0, 0, 0, 12] },
      ...sentences.map(text => ({ text, fontSize: 11, margin: [0, 0, 0, 4] as [number, number, number, number] })),
      {
        margin: [0, 12, 0, 0],
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          widths: ['*', 'auto', 'auto', 'auto', '*'],
          body: [
            ['Soin', 'Facturé', 'La mutuelle paie', 'Vous payez', 'Pourquoi'].map(text => ({ text, bold: true })),
            ...lines.map(line => [
              line.label,
              amount(line.billed),
              amount(line.schemePays),
              amount(line.youPay),
              line.why.join(' ; '),
            ]),
            [{ text: 'Total', bold: true }, amount(billed), amount(schemePays), amount(youPay), ''],
          ],
        },
      },
    ],
  };
};
