import type { Day } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { askedAgain, Beside } from './commands-again.js';
import type { ContractTerms, FundEvent } from './fund.events.js';
import { compared, type Comparison, outcomeOf } from './simulate.outcome.js';
import { Story } from './story.js';

/** Another contract, for requests dated from a day on; null: from the fund's first day, in the place of every version. */
export interface Proposal {
  readonly contract: ContractTerms;
  readonly from: Day | null;
}

/**
 * A fund's history once more, under another contract: money came when it came, everything that was asked is asked again in
 * the order in which it was, by the same rules, and each finds what the contract would have left. What other funds carried
 * of a contribution is what they did carry. Whether a household would have joined, or stayed away, with more or less money
 * is not known, and not supposed.
 *
 * @param households what their streams tell: where they live, their categories, and what other funds carry
 */
export const simulate = (
  history: readonly FundEvent[],
  households: ReadonlyMap<string, readonly HouseholdEvent[]>,
  proposal: Proposal,
): Comparison => {
  const beside = new Beside(history[0]?.data.fund ?? '', households);
  const story = new Story();
  const events = underProposal(history, proposal);
  for (const [at, event] of events.entries()) {
    const isRequest = event.type === 'subsidies.SubsidyRequested' || event.type === 'subsidies.SubsidyDeclined';
    const known = isRequest ? beside.next(event.data.household) : undefined;
    if (isRequest && known) story.remember(event.data.household, known.events);
    const command = askedAgain(event, events[at + 1], known?.cofunded);
    if (command) story.ask(command);
  }
  return compared(outcomeOf(history, proposal.from), outcomeOf(story.events, proposal.from));
};

type Version = Extract<FundEvent, { type: 'subsidies.FundOpened' | 'subsidies.FundAmended' }>;

const isVersion = (event: FundEvent): event is Version =>
  event.type === 'subsidies.FundOpened' || event.type === 'subsidies.FundAmended';

/** Versions that began before the day stay; the proposal follows the last of them, and replaces every later one. */
const underProposal = (history: readonly FundEvent[], { contract, from }: Proposal): FundEvent[] => {
  const begun = history.filter(event => isVersion(event)).filter(beginsBefore(from));
  const last = begun.at(-1);
  return history.flatMap((event): FundEvent[] => {
    if (!isVersion(event)) return [event];
    const { fund, currency } = event.data;
    if (event.type === 'subsidies.FundOpened' && !last)
      return [{ ...event, data: { ...event.data, contract: { ...contract, effectiveFrom: contract.window.from } } }];
    if (!begun.includes(event)) return [];
    if (event !== last || from === null) return [event];
    // A version may bear the name of the one it is tried in the place of.
    const proposed = { ...contract, version: `${contract.version}*`, effectiveFrom: from };
    const amended = { fund, currency, contract: proposed };
    return [event, { type: 'subsidies.FundAmended', version: 1, effectiveAt: from, data: amended }];
  });
};

const beginsBefore =
  (from: Day | null) =>
  ({ data }: Version): boolean =>
    from !== null && data.contract.effectiveFrom < from;
