import { type Day, latest, type Minor } from '#kernel';
import type { FundEvent, HouseholdTerm, Standing, SubsidyCode } from './fund.events.js';
import { evolveOpen, type OpenFund, openTermOf, type WaitingRequest } from './fund.state.js';
import { balanceAfter, type Posting, reserve } from '../ledger/postings.js';
import { first } from '../ledger/sorted-map.js';

type Later = Exclude<FundEvent, { type: 'subsidies.FundOpened' }>;

/** The events of a decision as they are drawn up: each sees the fund as the ones before it leave it. */
export class Draft {
  readonly events: Later[] = [];

  constructor(public fund: OpenFund) {}

  add(event: Later): void {
    this.events.push(event);
    this.fund = evolveOpen(this.fund, event);
  }

  /** What every movement of the fund's money says. */
  movement(amount: Minor, postings: readonly Posting[]) {
    const { fund, currency, balance } = this.fund;
    return { fund, currency, amount, postings, balance: balanceAfter(balance, postings) };
  }
}

/**
 * Serves the queue from its head while the money lasts. It stops at the first request it can't serve whole: a later
 * one never overtakes it, even where the rest of the money would be enough for that one.
 */
export const serveWaiting = (draft: Draft, on: Day): void => {
  for (let head = first(draft.fund.waiting); head; head = first(draft.fund.waiting)) {
    const request = head.value;
    const amount = servable(request, draft.fund.balance.available);
    if (amount > 0) draft.add(reservation(draft, request, amount, on));
    if (amount < request.amount) return;
  }
};

/** What `available` does for a request: whole persons only, where its contract says so. */
const servable = ({ amount, perPerson, wholePersons }: WaitingRequest, available: Minor): Minor => {
  if (available >= amount) return amount;
  return wholePersons ? available - (available % perPerson) : available;
};

/** Persons an amount of the request stands for; somebody served in part still waits. */
export const personsFor = (amount: Minor, perPerson: Minor): number => Math.ceil(amount / perPerson);

const reservation = (draft: Draft, request: WaitingRequest, amount: Minor, on: Day): Later => {
  const { scheme, household, term, place, cofunding } = request;
  const left = request.amount - amount;
  const leftPersons = personsFor(left, request.perPerson);
  const before = standingOf(draft.fund, request);
  const waiting = before.waiting - request.persons + leftPersons;
  const standing: Standing = {
    ...before,
    total: before.total + amount,
    reserved: before.reserved + amount,
    served: before.served + request.persons - leftPersons,
    waiting,
    reason: reasonOf(waiting, request.cut),
  };
  return {
    type: 'subsidies.SubsidyReserved',
    version: 1,
    effectiveAt: latest(on, request.requestedOn),
    data: {
      ...draft.movement(amount, reserve(scheme, amount)),
      scheme,
      household,
      term,
      ...(cofunding === undefined ? {} : { cofunding }),
      place,
      left,
      leftPersons,
      standing,
    },
  };
};

/** The closest reason why a household has less than it asked: what may still come first, then what never will. */
export const reasonOf = (waiting: number, cut: SubsidyCode | null): SubsidyCode | null =>
  waiting > 0 ? 'SUB-001' : cut;

export const nothingYet: Standing = { total: 0, reserved: 0, committed: 0, served: 0, waiting: 0, reason: null };

export const standingOf = (fund: OpenFund, term: HouseholdTerm): Standing =>
  openTermOf(fund, term)?.standing ?? nothingYet;
