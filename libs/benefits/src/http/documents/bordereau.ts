import { stringify } from 'csv-stringify/sync';
import type { Day, Minor } from '#kernel';
import type { RemittanceAnswer } from '../../remittance/decide-payment.js';
import { amountText, dayText, plainAmount } from './amount-text.js';
import type { PdfDocument } from '#platform';

/** One claim of a remittance as the provider finds it in their own books. Never an act. */
export interface BordereauLine {
  readonly claim: string;
  readonly decision: number;
  readonly serviceDate: Day | null;
  readonly billed: Minor | null;
  readonly amount: Minor;
}

/** For the provider's accountant: a semicolon parts the columns, as spreadsheets in French expect. */
export const bordereauCsv = ({ remittance, currency }: RemittanceAnswer, lines: readonly BordereauLine[]): string =>
  stringify(
    lines.map(({ claim, decision, serviceDate, billed, amount }) => [
      remittance,
      claim,
      decision,
      serviceDate,
      billed === null ? '' : plainAmount(billed, currency),
      plainAmount(amount, currency),
      currency,
    ]),
    {
      header: true,
      delimiter: ';',
      bom: true,
      escape_formulas: true,
      columns: ['bordereau', 'facture', 'decision', 'date_soins', 'facture_montant', 'paye', 'monnaie'],
    },
  );

/** The bordereau on paper: what is paid, what was taken back, what is carried on, with a line for two signatures. */
export const bordereauPdf = (remittance: RemittanceAnswer, lines: readonly BordereauLine[]): PdfDocument => {
  const { currency, gross, returned, carriedIn, net, carriedOut } = remittance;
  const amount = (value: number) => ({ text: amountText(value, currency), alignment: 'right' as const });
  const names = { prepared: 'préparé, non approuvé', approved: 'approuvé', rejected: 'rejeté', paid: 'payé' };
  const status = names[remittance.status];
  return {
    info: { title: `Bordereau ${remittance.remittance}` },
    footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: 'center' }),
    content: [
      { text: `Bordereau de paiement ${remittance.remittance}`, fontSize: 16, bold: true },
      `${remittance.provider} · décisions jusqu’au ${dayText(remittance.upTo)} · émis le ${dayText(remittance.issuedOn)}`,
      { text: `État : ${status}`, margin: [0, 0, 0, 10] },
      {
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          widths: ['*', 'auto', 'auto', 'auto', 'auto'],
          body: [
            ['Facture', 'Décision', 'Soins du', 'Facturé', 'Payé'].map(text => ({ text, bold: true })),
            ...lines.map(line => [
              line.claim,
              String(line.decision),
              line.serviceDate === null ? '' : dayText(line.serviceDate),
              line.billed === null ? '' : amount(line.billed),
              amount(line.amount),
            ]),
          ],
        },
      },
      {
        margin: [0, 10, 0, 30],
        table: {
          widths: ['*', 'auto'],
          body: [
            ['Décisions du mois', amount(gross)],
            ['Corrections', amount(0 - returned)],
            ['Report du bordereau précédent', amount(0 - carriedIn)],
            [{ text: 'Net à payer', bold: true }, amount(net)],
            ['Reporté sur le prochain', amount(carriedOut)],
          ],
        },
      },
      { columns: [{ text: 'Préparé par' }, { text: 'Approuvé par' }] },
    ],
  };
};
