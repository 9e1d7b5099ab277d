import type { Minor } from '#kernel';
import type { FundCommand } from './fund.commands.js';
import type { ContractTerms, FundEvent, HouseholdTerm, Standing } from './fund.events.js';
import type { ReservationCommand } from './reservation.commands.js';
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
  for (const event of own) {
    const asked = askedBy(event);
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

/** What somebody asked for when this was recorded; undefined for what follows by itself, and for other contracts. */
const askedBy = (event: FundEvent): FundCommand | ReservationCommand | undefined => {
  switch (event.type) {
    case 'subsidies.FundingReceived': {
      const { fund, reference, amount, receivedOn } = event.data;
      return { type: 'RecordFunding', fund, reference, amount, receivedOn };
    }
    case 'subsidies.FundingPledged': {
      const { fund, reference, amount, pledgedOn } = event.data;
      return { type: 'RecordPledge', fund, reference, amount, pledgedOn };
    }
    case 'subsidies.BeneficiariesListed': {
      const { fund, decision, households, decidedOn } = event.data;
      return { type: 'ListBeneficiaries', fund, decision, households, decidedOn };
    }
    case 'subsidies.SubsidyRequested':
    case 'subsidies.SubsidyDeclined': {
      const { fund, currency, asked, requestedOn } = event.data;
      return { type: 'RequestSubsidy', ...termOf(event.data), fund, currency, ...asked, requestedOn };
    }
    case 'subsidies.SubsidyCommitted':
      return { type: 'CommitReservation', ...termOf(event.data), committedOn: event.effectiveAt };
    case 'subsidies.CommitmentUndone':
      return { type: 'UndoCommitment', ...termOf(event.data), undoneOn: event.effectiveAt };
    case 'subsidies.SubsidyReleased':
      return { type: 'ReleaseReservation', ...termOf(event.data), releasedOn: event.data.releasedOn };
    case 'subsidies.SubsidyClawedBack': {
      const { person, cause, unearnedMonths, months, clawedBackOn } = event.data;
      return { type: 'ClawBack', ...termOf(event.data), person, cause, unearnedMonths, months, clawedBackOn };
    }
    case 'subsidies.SubsidySettled': {
      const { fund, reference, settledOn } = event.data;
      return { type: 'SettleFund', fund, reference, settledOn };
    }
    default:
      return undefined;
  }
};

const termOf = ({ scheme, household, term }: HouseholdTerm): HouseholdTerm => ({ scheme, household, term });

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
