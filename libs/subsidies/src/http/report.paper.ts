import type { Currency, Minor } from '#kernel';
import type { PdfDocument } from '#platform';
import type { BurnDown } from '../trace/burn-down.js';
import type { ReachedGroup } from '../trace/fund-report.js';
import type { ReachedPersons } from '../trace/persons-report.js';
import type { FundTrace } from '../trace/trace.types.js';
import { lined, written } from './papers.js';

export interface ReportParts {
  readonly fund: string;
  readonly funder: string;
  readonly currency: Currency;
  readonly trace: FundTrace;
  readonly groups: readonly ReachedGroup[];
  readonly persons: readonly ReachedPersons[];
  readonly burnDown: BurnDown;
}

/** What a funder holds in hand: what came, whom it reached, how long the rest lasts. No household is named. */
export const reportPdf = ({ fund, funder, currency, trace, groups, persons, burnDown }: ReportParts): PdfDocument => {
  const money = (amount: Minor): string => written(amount, currency);
  const orFewer = (figure: number | null): string => (figure === null ? '< 5' : String(figure));
  return {
    info: { title: `Rapport du fonds ${fund}` },
    content: [
      { text: `Rapport du fonds ${fund}`, bold: true, fontSize: 14 },
      { text: `Report on fund ${fund} · bailleur / funder: ${funder} · ${burnDown.on} · ${currency}` },
      lined([
        ['Versement / Receipt', 'Date', 'Montant / Amount', 'Parvenu / Reached'],
        ...trace.fundings.map(({ funding, receivedOn, amount, spent }) => [
          ...[funding, receivedOn, money(amount), money(spent)],
        ]),
      ]),
      lined([
        ['Mutuelle / Scheme', 'Village', 'Ménages / Households', 'Personnes / Persons', 'Engagé', 'Réglé / Settled'],
        ...groups.map(({ scheme, section, households, persons, committed, settled }) => [
          scheme === '*' ? 'plusieurs / several' : scheme,
          section ?? 'autres / others',
          orFewer(households),
          orFewer(persons),
          committed === null ? '—' : money(committed),
          settled === null ? '—' : money(settled),
        ]),
      ]),
      ...(persons.length === 0
        ? []
        : [
            lined([
              ['Sexe / Sex', 'Âge à l’adhésion / Age when joining', 'Personnes / Persons'],
              ...persons.map(({ sex, from, below, persons: count }) => [
                ...[sex ?? 'plusieurs / several', ages(from, below), orFewer(count)],
              ]),
            ]),
          ]),
      ...(trace.envelopes.length === 0
        ? []
        : [
            lined([
              ['Actes, mutuelle / Acts, scheme', 'Réservé / Set aside', 'Engagé / Owed', 'Réglé / Settled'],
              ...trace.envelopes.map(({ scheme, reserved, committed, settled }) => [
                ...[scheme, money(reserved), money(committed), money(settled)],
              ]),
            ]),
          ]),
      {
        text:
          `Disponible / Available: ${money(burnDown.available)} ${currency}. ` +
          `Épuisé à ce rythme le / Exhausted at this pace on: ${burnDown.exhaustedOn ?? '—'}.`,
      },
    ],
  };
};

const ages = (from: number | null, below: number | null): string => {
  if (from === null) return '*';
  return below === null ? `${from}+` : `${from}–${below - 1}`;
};
