import { type Currency, type Day, type Minor, sum } from '#kernel';
import { csvOf, type PdfDocument } from '#platform';
import type { SectionOf } from '../trace/fund-report.js';
import type { FundTrace } from '../trace/trace.types.js';
import { lined, written } from './papers.js';
import { traceLines } from './trace-lines.js';

/** One line for each receipt's part in each payment: their sum is what the fund has settled. */
export const traceCsv = (fund: string, currency: Currency, trace: FundTrace, sectionOf: SectionOf): string =>
  csvOf(
    [
      ...['fonds', 'versement', 'virement', 'date', 'mouvement', 'mutuelle', 'village', 'menage', 'periode'],
      ...['personnes', 'montant', 'devise', 'facture'],
    ],
    traceLines(trace, sectionOf).map(line => [
      ...[fund, line.funding, line.reference, line.on, line.because, line.scheme, line.section, line.household],
      ...[line.term, line.persons, line.amount, currency, line.claim],
    ]),
  );

/** More lines than this nobody checks on paper: the rest is told by its sum, and is in the file. */
export const mostOnPaper = 2_000;

export interface TraceParts {
  readonly fund: string;
  readonly funder: string;
  readonly currency: Currency;
  readonly on: Day;
  readonly trace: FundTrace;
  readonly sectionOf: SectionOf;
}

/** Each franc and whom it reached, for an auditor to tick off and sign: households by their numbers, acts by keys. */
export const tracePdf = ({ fund, funder, currency, on, trace, sectionOf }: TraceParts): PdfDocument => {
  const money = (amount: Minor): string => written(amount, currency);
  const all = traceLines(trace, sectionOf);
  const [shown, rest] = [all.slice(0, mostOnPaper), all.slice(mostOnPaper)];
  const none = '—';
  return {
    info: { title: `Trace du fonds ${fund}` },
    content: [
      { text: `Trace du fonds ${fund}, franc par franc`, bold: true, fontSize: 14 },
      { text: `Trace of fund ${fund}, franc by franc · bailleur / funder: ${funder} · ${on} · ${currency}` },
      lined([
        ['Versement / Receipt', 'Date', 'Montant / Amount', 'Parvenu / Reached'],
        ...trace.fundings.map(each => [each.funding, each.receivedOn, money(each.amount), money(each.spent)]),
      ]),
      lined([
        ['Versement / Receipt', 'Date', 'Virement', 'Mutuelle', 'Ménage / Household', 'Période ou acte', 'Montant'],
        ...shown.map(line => [
          ...[line.funding ?? 'promesse', line.on, line.reference ?? none, line.scheme, line.household ?? none],
          ...[line.term === null ? (line.claim ?? none) : String(line.term), money(line.amount)],
        ]),
      ]),
      ...(rest.length === 0
        ? []
        : [{ text: `${rest.length} lignes de plus / more lines (CSV): ${money(sum(rest.map(each => each.amount)))}` }]),
      { text: `Réglé / Settled: ${money(trace.settled)} ${currency}`, bold: true },
      { text: `Sur promesse / On a promise: ${money(trace.promised)} ${currency}` },
      { text: 'Vérifié par / Checked by: ____________________   Date: ____________   Signature: ____________' },
    ],
  };
};
