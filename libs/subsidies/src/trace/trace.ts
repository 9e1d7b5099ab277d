import { sum } from '#kernel';
import type { FundEvent, HouseholdTerm, Standing } from '../fund/fund.events.js';
import { Francs, type Purse } from './francs.js';
import { isEnvelopeEvent } from '../envelope/envelope.state.js';
import { EnvelopePurses } from './envelope-purses.js';
import type { FundTrace, TracedPayment, TracedTerm, Untraced } from './trace.types.js';

interface Followed extends HouseholdTerm {
  persons: number;
  reserved: number;
  committed: number;
  readonly payments: TracedPayment[];
  readonly purse: Purse;
}

/**
 * Follows each franc of a fund from the receipt it came with to the household's term or the scheme's acts it reached, and
 * back: a transfer to a scheme pays all that was committed for its households and their acts that moment. What reached
 * them is, franc by franc, what the fund has settled.
 */
export const traceOf = (events: Iterable<FundEvent>): FundTrace => {
  const francs = new Francs();
  const terms = new Map<string, Followed>();
  const untraced: Untraced[] = [];
  const acts = new EnvelopePurses(francs);
  for (const event of events)
    if (isEnvelopeEvent(event)) acts.follow(event);
    else follow(event, francs, terms, untraced);
  const traced = [...terms.values()].map(told).sort(byPlace);
  const envelopes = acts.told();
  return {
    settled: sum([...traced, ...envelopes].map(({ settled }) => settled)),
    promised: francs.promised(),
    fundings: francs.fundings(),
    terms: traced,
    envelopes,
    untraced,
  };
};

const follow = (event: FundEvent, francs: Francs, terms: Map<string, Followed>, untraced: Untraced[]): void => {
  if (event.type === 'subsidies.FundingReceived') {
    const { reference, receivedOn, amount } = event.data;
    francs.receive(reference, receivedOn, amount);
  }
  if (event.type === 'subsidies.SubsidySettled') {
    const { scheme, reference, settledOn } = event.data;
    const paid = [...terms.values()].filter(term => term.scheme === scheme && term.committed > 0).sort(byPlace);
    for (const term of paid) {
      const amount = term.committed;
      const from = francs.spend(amount, term.purse);
      term.payments.push({ because: 'settled', reference, on: settledOn, amount, from });
      term.committed = 0;
    }
    const missing = event.data.amount - sum(paid.map(({ payments }) => payments.at(-1)!.amount));
    if (missing !== 0) untraced.push({ reference, scheme, on: settledOn, amount: missing });
  }
  if (!('standing' in event.data)) return;
  const term = stands(event.data, terms);
  if (event.type !== 'subsidies.SubsidyClawedBack' || event.data.fromSettled === 0) return;
  const { fromSettled, clawedBackOn: on } = event.data;
  const from = francs.giveBack(fromSettled, term.purse);
  term.payments.push({ because: 'clawed-back', reference: null, on, amount: -fromSettled, from });
};

const stands = (
  { scheme, household, term, standing }: HouseholdTerm & { readonly standing: Standing },
  terms: Map<string, Followed>,
): Followed => {
  const key = `${scheme}/${household}/${term}`;
  const known = terms.get(key) ?? { scheme, household, term, persons: 0, reserved: 0, committed: 0, ...nothingPaid() };
  terms.set(key, known);
  return Object.assign(known, {
    persons: standing.served,
    reserved: standing.reserved,
    committed: standing.committed,
  });
};

const nothingPaid = (): Pick<Followed, 'payments' | 'purse'> => ({ payments: [], purse: [] });

const told = ({ scheme, household, term, persons, reserved, committed, payments }: Followed): TracedTerm => ({
  ...{ scheme, household, term, persons, reserved, committed, payments },
  settled: sum(payments.map(({ amount }) => amount)),
});

/** In the order of their numbers, whatever the language of the machine. */
const byPlace = (left: HouseholdTerm, right: HouseholdTerm): number =>
  compare(left.scheme, right.scheme) || compare(left.household, right.household) || left.term - right.term;
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
