import { type Currency, currencyExponent, type Minor } from '#kernel';
import { csvOf, type PdfDocument } from '#platform';
import type { BurnDown } from '../trace/burn-down.js';
import type { ReachedGroup, SectionOf } from '../trace/fund-report.js';
import type { FundTrace, TracedPayment } from '../trace/trace.types.js';

const written = (amount: Minor, currency: Currency): string => {
  const digits = currencyExponent(currency);
  const whole = String(Math.abs(amount)).padStart(digits + 1, '0');
  const [units, cents] = digits === 0 ? [whole, ''] : [whole.slice(0, -digits), `,${whole.slice(-digits)}`];
  return `${amount < 0 ? '−' : ''}${units.replace(/\B(?=(\d{3})+$)/g, ' ')}${cents}`;
};

/** One line for each receipt's part in each payment: their sum is what the fund has settled. */
export const traceCsv = (
  fund: string,
  currency: Currency,
  { terms, envelopes }: FundTrace,
  sectionOf: SectionOf,
): string => {
  const lines = (payments: readonly TracedPayment[], scheme: string, reached: readonly (string | number | null)[]) =>
    payments.flatMap(({ from, reference, on, because }) =>
      from.map(({ funding, amount }) => [
        ...[fund, funding, reference, on, because, scheme],
        ...[...reached, amount, currency],
      ]),
    );
  return csvOf(
    [
      ...['fonds', 'versement', 'virement', 'date', 'mouvement', 'mutuelle', 'village', 'menage', 'periode'],
      ...['personnes', 'montant', 'devise'],
    ],
    [
      ...terms.flatMap(({ scheme, household, term, persons, payments }) =>
        lines(payments, scheme, [sectionOf(scheme, household), household, term, persons]),
      ),
      // Acts: which households they reached, the scheme's claims say.
      ...envelopes.flatMap(({ scheme, payments }) => lines(payments, scheme, [null, null, null, null])),
    ],
  );
};

export interface ReportParts {
  readonly fund: string;
  readonly funder: string;
  readonly currency: Currency;
  readonly trace: FundTrace;
  readonly groups: readonly ReachedGroup[];
  readonly burnDown: BurnDown;
}

/** What a funder holds in hand: what came, whom it reached, how long the rest lasts. No household is named. */
export const reportPdf = ({ fund, funder, currency, trace, groups, burnDown }: ReportParts): PdfDocument => {
  const money = (amount: Minor): string => written(amount, currency);
  const orFewer = (figure: number | null): string => (figure === null ? '< 5' : String(figure));
  const table = (body: string[][]) => ({
    table: { headerRows: 1, widths: body[0]!.map(() => 'auto'), body },
    layout: 'lightHorizontalLines',
    margin: [0, 4, 0, 12] as [number, number, number, number],
  });
  return {
    info: { title: `Rapport du fonds ${fund}` },
    content: [
      { text: `Rapport du fonds ${fund}`, bold: true, fontSize: 14 },
      { text: `Report on fund ${fund} · bailleur / funder: ${funder} · ${burnDown.on} · ${currency}` },
      table([
        ['Versement / Receipt', 'Date', 'Montant / Amount', 'Parvenu / Reached'],
        ...trace.fundings.map(({ funding, receivedOn, amount, spent }) => [
          ...[funding, receivedOn, money(amount), money(spent)],
        ]),
      ]),
      table([
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
      ...(trace.envelopes.length === 0
        ? []
        : [
            table([
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
