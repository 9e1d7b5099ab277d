import { type PdfDocument, pdfOf } from '#platform';
import { type Currency, type Day, type Minor, sum } from '#kernel';
import type { OpenAccount } from '../../account/account.state.js';
import { creditOf } from '../../account/account.state.js';
import { calendarOf } from '../../figures/calendar.js';
import type { ReceiptRow } from '../../projections/receipt.entity.js';
import type { CashBookRow } from '../../projections/till.entity.js';
import { entries, written } from './registers.js';

interface Sheet {
  readonly title: readonly [fr: string, en: string];
  /** Whose, and for which days. */
  readonly about: string;
  readonly head: readonly string[];
  /** Columns of sums, aligned to the right. */
  readonly sums: readonly number[];
  readonly rows: readonly (readonly string[])[];
  readonly foot?: readonly string[];
}

const tableOf = ({ head, sums, rows, foot }: Omit<Sheet, 'title' | 'about'>) => ({
  table: {
    headerRows: 1,
    widths: head.map((_, index) => (index === 0 ? 'auto' : '*')),
    body: [
      head.map(text => ({ text, bold: true })),
      ...[...rows, ...(foot ? [foot] : [])].map((row, at) =>
        row.map((text, column) => ({
          text,
          bold: at === rows.length,
          alignment: (sums.includes(column) ? 'right' : 'left') as 'right' | 'left',
        })),
      ),
    ],
  },
  layout: 'lightHorizontalLines',
});

const titleOf = ([fr, en]: Sheet['title'], about: string) => [
  { text: fr, bold: true, fontSize: 14 },
  { text: en, italics: true },
  { text: about, margin: [0, 0, 0, 12] as [number, number, number, number] },
];

const sheetOf = (sheet: Sheet): PdfDocument => ({
  info: { title: sheet.title[0] },
  pageOrientation: sheet.head.length > 7 ? 'landscape' : 'portrait',
  footer: (page: number, pages: number) => ({ text: `${page} / ${pages}`, alignment: 'center', fontSize: 8 }),
  content: [...titleOf(sheet.title, sheet.about), tableOf(sheet)],
});

/** Sums are shown where all of a column is of one currency. */
const only = (currencies: readonly Currency[]): Currency | null =>
  new Set(currencies).size === 1 ? (currencies[0] ?? null) : null;

/** Registre des cotisations. Receipts that are void stand in their place and count nothing. */
export const receiptRegisterSheet = (scheme: string, from: Day, to: Day, rows: readonly ReceiptRow[]): PdfDocument => {
  const valid = rows.filter(({ voidedOn }) => voidedOn === null);
  const currency = only(valid.map(row => row.currency));
  const total = (of: (row: ReceiptRow) => Minor) => (currency ? written(sum(valid.map(of)), currency) : '');
  return sheetOf({
    title: ['Registre des cotisations', 'Register of contributions'],
    about: `${scheme}, ${from} – ${to}`,
    head: ['Reçu', 'Date', 'Ménage', 'Collecteur', 'Montant', 'Adhésion', 'Cotisation', 'Avoir', 'Annulé le'],
    sums: [4, 5, 6, 7],
    rows: rows.map(row => [
      ...[row.receipt, row.receivedOn, row.household, row.collector ?? ''],
      ...[row.amount, row.joiningFee, row.contribution, row.credit].map(one => written(one, row.currency)),
      row.voidedOn ?? '',
    ]),
    foot: [
      ...['Total', '', '', currency ?? ''],
      ...[total(row => row.amount), total(row => row.joiningFee)],
      ...[total(row => row.contribution), total(row => row.credit), ''],
    ],
  });
};

/** Livre de caisse. */
export const cashBookSheet = (
  scheme: string,
  till: string,
  from: Day,
  to: Day,
  rows: readonly CashBookRow[],
): PdfDocument =>
  sheetOf({
    title: ['Livre de caisse', 'Cash book'],
    about: `${scheme}, ${till}, ${from} – ${to}`,
    head: ['Date', 'Opération', 'Pièce', 'Entrée', 'Sortie', 'Solde'],
    sums: [3, 4, 5],
    rows: rows.map(({ on, entry, reference, amount, balance, currency }) => [
      ...[on, entries[entry], reference ?? ''],
      amount > 0 ? written(amount, currency) : '',
      amount < 0 ? written(-amount, currency) : '',
      written(balance, currency),
    ]),
  });

const whats = { 'joining-fee': "Droit d'adhésion", contribution: 'Cotisation' } as const;
const statuses = { paid: 'payé', due: 'à payer', overdue: 'en retard' } as const;

/** Carnet de cotisation: what the household owes, by its days, and what it paid. No name and no cause. */
export const bookletSheet = (account: OpenAccount, asOf: Day): PdfDocument => {
  const { household, scheme, product, receipts } = account;
  const currency = account.currency ?? 'XOF';
  const dues = calendarOf(account, asOf);
  return {
    info: { title: `Carnet de cotisation ${household}` },
    pageSize: 'A5',
    content: [
      ...titleOf(['Carnet de cotisation', 'Contribution booklet'], `${scheme}, ${household}, ${product}, ${asOf}`),
      tableOf({
        head: ['Échéance', 'Période', 'Objet', 'Montant', 'Reste', 'État'],
        sums: [3, 4],
        rows: dues.map(({ dueOn, term, what, amount, open, status }) => [
          ...[dueOn, String(term), whats[what], written(amount, currency), written(open, currency), statuses[status]],
        ]),
      }),
      { text: 'Reçus / Receipts', bold: true, margin: [0, 12, 0, 4] as [number, number, number, number] },
      tableOf({
        head: ['Reçu', 'Date', 'Montant', 'Annulé le'],
        sums: [2],
        rows: receipts.map(({ receipt, receivedOn, amount, voidedOn }) => [
          ...[receipt, receivedOn, written(amount, currency), voidedOn ?? ''],
        ]),
      }),
      {
        text: `Avoir / Credit: ${written(creditOf(account), currency)} ${currency}`,
        margin: [0, 12, 0, 0] as [number, number, number, number],
      },
    ],
  };
};

/** A register of the same content is the same file, whatever day it is printed. */
export const printed = (sheet: PdfDocument, to: Day): Promise<Buffer> => pdfOf(sheet, to);
