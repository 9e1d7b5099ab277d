import type { Day, Minor } from '#kernel';
import type { SectionOf } from '../trace/fund-report.js';
import type { FundTrace, TracedPayment } from '../trace/trace.types.js';

/** One receipt's part in one payment to one household's term, or to one claim of acts. */
export interface TraceLine {
  readonly funding: string | null;
  readonly reference: string | null;
  readonly on: Day;
  readonly because: TracedPayment['because'];
  readonly scheme: string;
  readonly section: string | null;
  readonly household: string | null;
  readonly term: number | null;
  readonly persons: number | null;
  /** Key that stands for a claim of acts; null for a contribution. */
  readonly claim: string | null;
  readonly amount: Minor;
}

type Reached = Pick<TraceLine, 'scheme' | 'section' | 'household' | 'term' | 'persons' | 'claim'>;

/** Their sum is what the fund has settled: there is no other place to put a franc. */
export const traceLines = ({ terms, envelopes }: FundTrace, sectionOf: SectionOf): TraceLine[] => [
  ...terms.flatMap(({ scheme, household, term, persons, payments }) => {
    return lines(payments, { scheme, section: sectionOf(scheme, household), household, term, persons, claim: null });
  }),
  ...envelopes.flatMap(({ scheme, claims }) =>
    claims.flatMap(({ household, claim, payments }) => {
      const section = household === null ? null : sectionOf(scheme, household);
      return lines(payments, { scheme, section, household, term: null, persons: null, claim });
    }),
  ),
];

const lines = (payments: readonly TracedPayment[], reached: Reached): TraceLine[] =>
  payments.flatMap(({ from, reference, on, because }) =>
    from.map(({ funding, amount }) => ({ funding, reference, on, because, ...reached, amount })),
  );
