import { type Day, type Minor, sum } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { askedAgain, Beside } from './commands-again.js';
import type { ContractTerms, FundContract, FundEvent, HouseholdTerm, Standing } from './fund.events.js';
import { Story } from './story.js';

/** What of a contract another one says otherwise. */
export type Altered = Partial<
  Pick<
    ContractTerms,
    'perPerson' | 'share' | 'wholePersons' | 'capPerHousehold' | 'capInAll' | 'categories' | 'schemes' | 'listedOnly'
  >
>;

/** What all requests dated from a day on came to. @unit minor units, households and persons */
export interface Outcome {
  readonly granted: Minor;
  readonly households: number;
  readonly persons: number;
  readonly waiting: number;
  /** First day on which the money did not suffice for who asked. */
  readonly exhaustedOn: Day | null;
  /** What is free in the end. */
  readonly available: Minor;
}

export interface Difference extends HouseholdTerm {
  readonly before: Minor;
  readonly after: Minor;
}

export interface Simulation {
  readonly from: Day;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly gained: readonly Difference[];
  readonly lost: readonly Difference[];
}

/**
 * What would have been granted had the contract said otherwise from a day on: everything that was asked of the fund is
 * asked again, in the order in which it was, under the same rules. Nothing is written. Cover that opened opens again;
 * whether a household would have opened it with more or less money is not known, and not supposed.
 *
 * @param households what their streams tell: their categories, and what other funds carry
 */
export const simulate = (
  events: readonly FundEvent[],
  households: ReadonlyMap<string, readonly HouseholdEvent[]>,
  altered: Altered,
  from: Day,
): Simulation => {
  const fund = events[0]?.data.fund ?? '';
  const beside = new Beside(fund, households);
  const story = new Story();
  const again = alteredFrom(events, altered, from);
  for (const [at, event] of again.entries()) {
    const isRequest = event.type === 'subsidies.SubsidyRequested' || event.type === 'subsidies.SubsidyDeclined';
    const known = isRequest ? beside.next(event.data.household) : undefined;
    if (isRequest && known) story.remember(event.data.household, known.events);
    const command = askedAgain(event, again[at + 1], known?.cofunded);
    if (command) story.ask(command);
  }
  return { from, ...compared(grantsIn(events, from), grantsIn(story.events, from)) };
};

/** The version in force on the day goes on as another one; those that begin later are altered where they begin. */
const alteredFrom = (events: readonly FundEvent[], altered: Altered, from: Day): FundEvent[] => {
  const versions = events.filter(event => isVersion(event));
  const inForce = versions.findLast(({ data: { contract } }) => contract.effectiveFrom < from);
  const beginsThen = versions.some(({ data: { contract } }) => contract.effectiveFrom === from);
  return events.flatMap((event): FundEvent[] => {
    if (!isVersion(event)) return [event];
    const { contract, fund, currency } = event.data;
    if (contract.effectiveFrom >= from) return [withContract(event, { ...contract, ...altered })];
    if (event !== inForce || beginsThen) return [event];
    const next: FundContract = { ...contract, ...altered, version: `${contract.version}*`, effectiveFrom: from };
    const data = { fund, currency, contract: next };
    return [event, { type: 'subsidies.FundAmended', version: 1, effectiveAt: from, data }];
  });
};

type Version = Extract<FundEvent, { type: 'subsidies.FundOpened' | 'subsidies.FundAmended' }>;

const isVersion = (event: FundEvent): event is Version =>
  event.type === 'subsidies.FundOpened' || event.type === 'subsidies.FundAmended';

const withContract = (event: Version, contract: FundContract): FundEvent =>
  event.type === 'subsidies.FundOpened'
    ? { ...event, data: { ...event.data, contract } }
    : { ...event, data: { ...event.data, contract } };

interface Grants {
  readonly terms: ReadonlyMap<string, HouseholdTerm & { readonly standing: Standing }>;
  readonly exhaustedOn: Day | null;
  readonly available: Minor;
}

const end: Day = '9999-12-31';

/** Where each term stands that first asked on the day or after. */
const grantsIn = (events: readonly FundEvent[], from: Day): Grants => {
  const terms = new Map<string, HouseholdTerm & { readonly standing: Standing }>();
  const before = new Set<string>();
  let exhaustedOn: Day | null = null;
  let available = 0;
  for (const event of events) {
    if ('balance' in event.data) available = event.data.balance.available;
    if (!('standing' in event.data)) continue;
    const { scheme, household, term, standing } = event.data;
    const key = `${scheme}/${household}/${term}`;
    if (before.has(key)) continue;
    if (!terms.has(key) && 'requestedOn' in event.data && event.data.requestedOn < from) {
      before.add(key);
      continue;
    }
    terms.set(key, { scheme, household, term, standing });
    const short = event.type === 'subsidies.SubsidyKeptWaiting' || ('left' in event.data && event.data.left > 0);
    if (short && event.effectiveAt >= from && event.effectiveAt < (exhaustedOn ?? end)) exhaustedOn = event.effectiveAt;
  }
  return { terms, exhaustedOn, available };
};

const compared = (before: Grants, after: Grants) => {
  const differences = [...new Set([...before.terms.keys(), ...after.terms.keys()])]
    .sort()
    .flatMap((key): Difference[] => {
      const [was, is] = [before.terms.get(key), after.terms.get(key)];
      const { scheme, household, term } = (was ?? is)!;
      return [{ scheme, household, term, before: was?.standing.total ?? 0, after: is?.standing.total ?? 0 }];
    });
  return {
    before: outcomeOf(before),
    after: outcomeOf(after),
    gained: differences.filter(each => each.after > each.before),
    lost: differences.filter(each => each.after < each.before),
  };
};

const outcomeOf = ({ terms, exhaustedOn, available }: Grants): Outcome => {
  const all = [...terms.values()];
  const served = all.filter(({ standing }) => standing.total > 0);
  return {
    granted: sum(all.map(({ standing }) => standing.total)),
    households: new Set(served.map(({ scheme, household }) => `${scheme}/${household}`)).size,
    persons: served.reduce((total, { standing }) => total + standing.served, 0),
    waiting: all.reduce((total, { standing }) => total + standing.waiting, 0),
    exhaustedOn,
    available,
  };
};
