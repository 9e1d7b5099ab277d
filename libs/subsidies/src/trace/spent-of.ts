import { type Minor, sum } from '#kernel';
import type { FundTrace, TracedPayment } from './trace.types.js';

/** Only what one receipt was spent on; the whole when none is named. What was settled is what reached from it. */
export const spentOf = (trace: FundTrace, funding: string | undefined): FundTrace => {
  if (funding === undefined) return trace;
  const envelopes = trace.envelopes.flatMap(envelope =>
    paidFrom(funding, [envelope]).map(each => ({ ...each, claims: paidFrom(funding, envelope.claims) })),
  );
  const terms = paidFrom(funding, trace.terms);
  const fundings = trace.fundings.filter(each => each.funding === funding);
  return { ...trace, fundings, terms, envelopes };
};

interface Reached {
  readonly settled: Minor;
  readonly payments: readonly TracedPayment[];
}

const paidFrom = <Each extends Reached>(funding: string, all: readonly Each[]): Each[] =>
  all.flatMap(reached => {
    const payments = reached.payments.flatMap(payment => {
      const from = payment.from.filter(source => source.funding === funding);
      return from.length === 0 ? [] : [{ ...payment, from, amount: sum(from.map(({ amount }) => amount)) }];
    });
    return payments.length === 0 ? [] : [{ ...reached, payments, settled: sum(payments.map(each => each.amount)) }];
  });
