import type { Minor } from '#kernel';
import { askedAgain } from './commands-again.js';
import type { ContractTerms, FundEvent, Standing } from './fund.events.js';
import { Story } from './story.js';

/** What a fund did for the households of one scheme. @unit minor units; terms of households; persons */
export interface Served {
  readonly scheme: string;
  readonly asked: number;
  readonly granted: Minor;
  readonly persons: number;
  readonly waiting: number;
  /** Terms that got nothing and wait for nothing. */
  readonly declined: number;
}

export interface UnderContract {
  readonly schemes: readonly { readonly now: Served; readonly then: Served }[];
  /** What is left to grant. @unit minor units */
  readonly free: { readonly now: Minor; readonly then: Minor };
  /** Requests several funds carried together: what the others would have left is not known here. */
  readonly leftAside: number;
}

/**
 * A fund's history once more, under another contract from the first day: money came when it came, households asked,
 * joined and left when they did, and each finds what the contract would have left. Undefined: the fund is not open.
 */
export const underContract = (history: readonly FundEvent[], contract: ContractTerms): UnderContract | undefined => {
  const opened = history.find(event => event.type === 'subsidies.FundOpened');
  if (!opened) return undefined;
  const { fund, funder, currency } = opened.data;
  const story = new Story();
  story.ask({ type: 'OpenFund', fund, funder, currency, contract, funderRegistered: true });
  const own = history.filter(event => !('cofunding' in event.data));
  for (const [at, event] of own.entries()) {
    const asked = isContract(event) ? null : askedAgain(event, own[at + 1]);
    if (asked) story.ask(asked);
  }
  const [now, then] = [servedBy(own), servedBy(story.events)];
  const schemes = [...now].map(([scheme, served]) => ({ now: served, then: then.get(scheme) ?? nothing(scheme) }));
  return {
    schemes: schemes.sort((a, b) => (a.now.scheme < b.now.scheme ? -1 : 1)),
    free: { now: freeAfter(history), then: freeAfter(story.events) },
    leftAside: history.filter(event => 'cofunding' in event.data && isRequest(event)).length,
  };
};

const isRequest = ({ type }: FundEvent): boolean =>
  type === 'subsidies.SubsidyRequested' || type === 'subsidies.SubsidyDeclined';

const isContract = ({ type }: FundEvent): boolean =>
  type === 'subsidies.FundOpened' || type === 'subsidies.FundAmended';

const nothing = (scheme: string): Served => ({ scheme, asked: 0, granted: 0, persons: 0, waiting: 0, declined: 0 });

/** By scheme, as the last word on each household's term says. */
const servedBy = (events: readonly FundEvent[]): Map<string, Served> => {
  const last = new Map<string, { readonly scheme: string; readonly standing: Standing }>();
  for (const { data } of events)
    if ('standing' in data) last.set(`${data.scheme}/${data.household}/${data.term}`, data);
  const served = new Map<string, Served>();
  for (const { scheme, standing } of last.values()) {
    const { asked, granted, persons, waiting, declined } = served.get(scheme) ?? nothing(scheme);
    served.set(scheme, {
      scheme,
      asked: asked + 1,
      granted: granted + standing.total,
      persons: persons + standing.served,
      waiting: waiting + standing.waiting,
      declined: declined + (standing.total === 0 && standing.waiting === 0 ? 1 : 0),
    });
  }
  return served;
};

const freeAfter = (events: readonly FundEvent[]): Minor => {
  const last = events.findLast(({ data }) => 'balance' in data);
  return last && 'balance' in last.data ? last.data.balance.available : 0;
};
