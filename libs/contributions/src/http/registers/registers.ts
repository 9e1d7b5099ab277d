import { type Currency, currencyExponent, type Day, type Minor } from '#kernel';
import { type Cell, csvOf } from '#platform';
import type { OpenAccount } from '../../account/account.state.js';
import { calendarOf } from '../../figures/calendar.js';
import type { JournalRow } from '../../projections/journal.entity.js';
import type { ReceiptRow } from '../../projections/receipt.entity.js';
import type { CashBookRow, CashEntry } from '../../projections/till.entity.js';
import type { Chart } from './chart.js';

/** As it is written here: `1500` francs, `15,00` cedis. */
export const written = (amount: Minor, currency: Currency): string => {
  const digits = currencyExponent(currency);
  if (digits === 0) return String(amount);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return `${amount < 0 ? '-' : ''}${text.slice(0, -digits)},${text.slice(-digits)}`;
};

/** A cell with a sign is a number, never a formula: it is not guarded. */
const figure = (amount: Minor, currency: Currency): Cell =>
  currencyExponent(currency) === 0 ? amount : written(amount, currency).replace(/^-/, '−');

/** Registre des cotisations: each receipt of the scheme, voided ones in their place. */
export const receiptRegister = (rows: readonly ReceiptRow[]): string =>
  csvOf(
    [
      'Reçu',
      'Date',
      'Ménage',
      'Collecteur',
      'Caisse',
      'Montant',
      "Droit d'adhésion",
      'Cotisation',
      'Avoir',
      'Devise',
      'Annulé le',
    ],
    rows.map(
      ({
        receipt,
        receivedOn,
        household,
        collector,
        till,
        amount,
        joiningFee,
        contribution,
        credit,
        currency,
        voidedOn,
      }) => [
        ...[receipt, receivedOn, household, collector, till],
        ...[amount, joiningFee, contribution, credit].map(one => figure(one, currency)),
        ...[currency, voidedOn],
      ],
    ),
  );

export const entries: Readonly<Record<CashEntry, string>> = {
  opened: 'Ouverture',
  receipt: 'Reçu',
  void: 'Annulation',
  refund: 'Remboursement',
  deposit: 'Versement',
  count: 'Comptage',
  close: 'Fermeture',
};

/** Livre de caisse: what went in, what went out, and what ought to lie there. */
export const cashBook = (rows: readonly CashBookRow[]): string =>
  csvOf(
    ['Date', 'Opération', 'Pièce', 'Entrée', 'Sortie', 'Solde', 'Devise'],
    rows.map(({ on, entry, reference, amount, balance, currency }) => [
      ...[on, entries[entry], reference],
      amount > 0 ? figure(amount, currency) : null,
      amount < 0 ? figure(-amount, currency) : null,
      ...[figure(balance, currency), currency],
    ]),
  );

/** Carnet de cotisation: dues by their days, then receipts. */
export const bookletCsv = (account: OpenAccount, asOf: Day): string => {
  const currency = account.currency ?? 'XOF';
  return csvOf(
    ['Ligne', 'Date', 'Période', 'Objet', 'Montant', 'Reste', 'Devise', 'Annulé le'],
    [
      ...calendarOf(account, asOf).map(({ dueOn, term, what, amount, open }): Cell[] => [
        ...['Échéance', dueOn, term, what === 'contribution' ? 'Cotisation' : "Droit d'adhésion"],
        ...[figure(amount, currency), figure(open, currency), currency, null],
      ]),
      ...account.receipts.map(({ receipt, receivedOn, amount, voidedOn }): Cell[] => [
        ...['Reçu', receivedOn, null, receipt, figure(amount, currency), null, currency, voidedOn],
      ]),
    ],
  );
};

/** The journal in a chart of accounts. Debits and credits of each position add up to the same. */
export const journalIn = (chart: Chart, rows: readonly JournalRow[]): string =>
  csvOf(
    ['Écriture', 'Date', 'Compte', 'Libellé', 'Pièce', 'Ménage', 'Caisse', 'Débit', 'Crédit', 'Devise', 'Opération'],
    rows.map(({ position, effectiveAt, account, receipt, household, till, amount, currency, because }) => [
      ...[position, effectiveAt, chart[account].code, chart[account].fr, receipt, household, till],
      amount > 0 ? figure(amount, currency) : null,
      amount < 0 ? figure(-amount, currency) : null,
      ...[currency, because.replace('contributions.', '')],
    ]),
  );
