import { type Currency, type Fold, type Minor, sum, unreachable } from '#kernel';
import type { FundContract, FundEvent, HouseholdTerm, InvoiceLine, Standing, SubsidyCode } from './fund.events.js';
import type { EnvelopeEvent } from '../envelope/envelope.events.js';
import { type Envelopes, isEnvelopeEvent, withEnvelope } from '../envelope/envelope.state.js';
import { type Balance, emptyBalance, type Posting } from '../ledger/postings.js';
import { lookUp, put, remove, type SortedMap } from '../ledger/sorted-map.js';

/** A request, or what is left of it, in the queue. */
export interface WaitingRequest extends HouseholdTerm {
  readonly place: string;
  readonly requestedOn: string;
  readonly persons: number;
  readonly perPerson: Minor;
  readonly amount: Minor;
  readonly wholePersons: boolean;
  readonly cut: SubsidyCode | null;
  readonly cofunding?: string;
}

/** What was asked of the funder under one number, what it owns to, and what it paid. */
export interface Invoice {
  readonly invoice: string;
  readonly amount: Minor;
  readonly drawnUpOn: string;
  readonly dueOn: string;
  /** Null while the funder said nothing. */
  readonly acknowledged: Minor | null;
  readonly received: Minor;
}

/** A household's term with money set aside, or requests in the queue (`places`). */
export interface OpenTerm {
  readonly standing: Standing;
  readonly places: readonly string[];
}

/** What is owed to one scheme and not settled yet, by household's term. */
export interface CommittedToScheme {
  readonly amount: Minor;
  readonly terms: SortedMap<OpenTerm>;
}

/** Holds what is still open and forgets the rest: a settled term leaves nothing behind but its franc in the balance. */
export interface OpenFund {
  readonly status: 'open';
  readonly fund: string;
  readonly funder: string;
  readonly currency: Currency;
  /** By rising first day. */
  readonly contracts: readonly FundContract[];
  readonly balance: Balance;
  readonly arrivals: number;
  /** By place: date of request, then arrival. */
  readonly waiting: SortedMap<WaitingRequest>;
  readonly open: SortedMap<OpenTerm>;
  readonly committed: SortedMap<CommittedToScheme>;
  readonly fundings: SortedMap<{ readonly amount: Minor; readonly receivedOn: string }>;
  readonly settlements: SortedMap<{ readonly settledOn: string }>;
  /** Contract version → what requests under it may have in all. */
  readonly heardInAll: Readonly<Record<string, Minor>>;
  /** `scheme/household` of those a committee identified. */
  readonly listed: SortedMap<string>;
  /** Decision → how many it listed, and whom, in short. */
  readonly decisions: SortedMap<string>;
  readonly pledges: SortedMap<{ readonly amount: Minor; readonly pledgedOn: string }>;
  /** What terms earned since the last invoice, by scheme, household and term. */
  readonly uninvoiced: SortedMap<InvoiceLine>;
  readonly invoices: SortedMap<Invoice>;
  /** Duty → day on which it was met. */
  readonly dutiesMet: Readonly<Record<string, string>>;
  /** Duty → day on which it was last recalled; absent while none was. */
  readonly reminded?: Readonly<Record<string, string>>;
  /** Money for acts; absent where none was ever granted. */
  readonly envelopes?: Envelopes;
}

export type FundState = { readonly status: 'none' } | OpenFund;

export const fundStream = (fund: string): string => `subsidies.fund-${fund}`;

export const termKey = (household: string, term: number): string => `${household}/${term}`;

/** Copies what was decided; each event costs a few steps down a tree, however many households are waiting. */
export const fundFold: Fold<FundEvent, FundState> = {
  initialState: { status: 'none' },

  evolve(fund, event) {
    if (event.type === 'subsidies.FundOpened') return opened(event.data);
    return fund.status === 'none' ? fund : evolveOpen(fund, event);
  },
};

const opened = ({
  fund,
  funder,
  currency,
  contract,
}: Extract<FundEvent, { type: 'subsidies.FundOpened' }>['data']): OpenFund => ({
  status: 'open',
  fund,
  funder,
  currency,
  contracts: [contract],
  balance: emptyBalance,
  arrivals: 0,
  waiting: null,
  open: null,
  committed: null,
  fundings: null,
  settlements: null,
  heardInAll: {},
  listed: null,
  decisions: null,
  pledges: null,
  uninvoiced: null,
  invoices: null,
  dutiesMet: {},
});

export const evolveOpen = (fund: OpenFund, event: Exclude<FundEvent, { type: 'subsidies.FundOpened' }>): OpenFund => {
  if (isEnvelopeEvent(event)) return withEnvelopes(fund, event);
  switch (event.type) {
    case 'subsidies.FundAmended':
      return { ...fund, contracts: [...fund.contracts, event.data.contract] };
    case 'subsidies.FundingReceived': {
      const { reference, amount, receivedOn, balance, invoice } = event.data;
      const booked = { ...fund, balance, fundings: put(fund.fundings, reference, { amount, receivedOn }) };
      const paid = invoice === undefined ? undefined : lookUp(fund.invoices, invoice);
      if (!paid) return booked;
      return { ...booked, invoices: put(fund.invoices, paid.invoice, { ...paid, received: paid.received + amount }) };
    }
    case 'subsidies.SubsidyRequested': {
      const { scheme, household, term, place, requestedOn, persons, perPerson, amount, wholePersons, cut } = event.data;
      const { contract, cofunding } = event.data;
      const request: WaitingRequest = {
        ...{ scheme, household, term, place, requestedOn, persons, perPerson, amount, wholePersons, cut },
        ...(cofunding === undefined ? {} : { cofunding }),
      };
      const heardInAll = { ...fund.heardInAll, [contract]: (fund.heardInAll[contract] ?? 0) + amount };
      const queued = { ...fund, heardInAll, arrivals: fund.arrivals + 1, waiting: put(fund.waiting, place, request) };
      return keep(queued, event.data, [...placesOf(fund, event.data), place]);
    }
    case 'subsidies.SubsidyReserved': {
      const { place, left, leftPersons, balance } = event.data;
      const request = lookUp(fund.waiting, place);
      const places = placesOf(fund, event.data);
      if (left === 0 || !request)
        return keep(
          { ...fund, balance, waiting: remove(fund.waiting, place) },
          event.data,
          places.filter(each => each !== place),
        );
      const waiting = put(fund.waiting, place, { ...request, amount: left, persons: leftPersons });
      return keep({ ...fund, balance, waiting }, event.data, places);
    }
    case 'subsidies.SubsidyCommitted':
      return earned(moved(fund, event.data), event.data, event.data.amount);
    case 'subsidies.CommitmentUndone':
    case 'subsidies.SubsidyClawedBack':
      return earned(moved(fund, event.data), event.data, -event.data.amount);
    case 'subsidies.FundingPledged': {
      const { reference, amount, pledgedOn, balance } = event.data;
      return { ...fund, balance, pledges: put(fund.pledges, reference, { amount, pledgedOn }) };
    }
    case 'subsidies.InvoiceDrawnUp': {
      const { invoice, amount, drawnUpOn, dueOn, lines } = event.data;
      let { uninvoiced } = fund;
      for (const line of lines) uninvoiced = remove(uninvoiced, lineKey(line));
      const drawnUp: Invoice = { invoice, amount, drawnUpOn, dueOn, acknowledged: null, received: 0 };
      return { ...fund, uninvoiced, invoices: put(fund.invoices, invoice, drawnUp) };
    }
    case 'subsidies.InvoiceAcknowledged': {
      const known = lookUp(fund.invoices, event.data.invoice);
      if (!known) return fund;
      const acknowledged = event.data.amount;
      return { ...fund, invoices: put(fund.invoices, known.invoice, { ...known, acknowledged }) };
    }
    case 'subsidies.SubsidyReleased': {
      let { waiting } = fund;
      for (const place of placesOf(fund, event.data)) waiting = remove(waiting, place);
      const committed = movedFrom(event.data.postings, 'committed');
      return earned(keep({ ...fund, balance: event.data.balance, waiting }, event.data, []), event.data, -committed);
    }
    case 'subsidies.BeneficiariesListed': {
      const { decision, households } = event.data;
      let { listed } = fund;
      for (const { scheme, household } of households) listed = put(listed, `${scheme}/${household}`, decision);
      return { ...fund, listed, decisions: put(fund.decisions, decision, listOf(households)) };
    }
    case 'subsidies.DutyMet':
      return { ...fund, dutiesMet: { ...fund.dutiesMet, [event.data.duty]: event.data.metOn } };
    case 'subsidies.DutyReminded':
      return { ...fund, reminded: { ...fund.reminded, [event.data.duty]: event.data.remindedOn } };
    case 'subsidies.SubsidySettled': {
      const { scheme, reference, settledOn, balance } = event.data;
      const settlements = put(fund.settlements, reference, { settledOn });
      return { ...fund, balance, committed: remove(fund.committed, scheme), settlements };
    }
    case 'subsidies.SubsidyDeclined':
    case 'subsidies.SubsidyKeptWaiting':
      return fund;
    default:
      return unreachable(event);
  }
};

const withEnvelopes = (fund: OpenFund, event: EnvelopeEvent): OpenFund => {
  const balance = 'balance' in event.data ? event.data.balance : fund.balance;
  const after = { ...fund, balance, envelopes: withEnvelope(fund.envelopes, event) };
  if (event.type !== 'subsidies.EnvelopeSettled') return after;
  const { reference, settledOn } = event.data;
  return { ...after, settlements: put(fund.settlements, reference, { settledOn }) };
};

const moved = (fund: OpenFund, data: HouseholdTerm & { standing: Standing; balance: Balance }): OpenFund =>
  keep({ ...fund, balance: data.balance }, data, placesOf(fund, data));

const lineKey = ({ scheme, household, term }: HouseholdTerm): string => `${scheme}/${household}/${term}`;

/** What left an account. */
const movedFrom = (postings: readonly Posting[], from: Posting['account']): Minor =>
  -sum(postings.map(({ account, amount }) => (account === from && amount < 0 ? amount : 0)));

/** What is to be invoiced for a term changes by that much; nothing is left to say when it comes to nothing. */
const earned = (
  fund: OpenFund,
  { scheme, household, term, standing }: HouseholdTerm & { readonly standing: Standing },
  amount: Minor,
): OpenFund => {
  if (amount === 0) return fund;
  const key = lineKey({ scheme, household, term });
  const total = (lookUp(fund.uninvoiced, key)?.amount ?? 0) + amount;
  if (total === 0) return { ...fund, uninvoiced: remove(fund.uninvoiced, key) };
  const line: InvoiceLine = { scheme, household, term, persons: total > 0 ? standing.served : 0, amount: total };
  return { ...fund, uninvoiced: put(fund.uninvoiced, key, line) };
};

/** A committee's list, as one text that tells it from any other. */
export const listOf = (households: readonly { readonly scheme: string; readonly household: string }[]): string =>
  households
    .map(({ scheme, household }) => `${scheme}/${household}`)
    .sort()
    .join(' ');

const placesOf = (fund: OpenFund, { household, term }: HouseholdTerm): readonly string[] =>
  lookUp(fund.open, termKey(household, term))?.places ?? [];

/** Files a term where it belongs: among the open ones, among the committed ones, in both, or in neither. */
const keep = (
  fund: OpenFund,
  { scheme, household, term, standing }: HouseholdTerm & { readonly standing: Standing },
  places: readonly string[],
): OpenFund => {
  const key = termKey(household, term);
  const held: OpenTerm = { standing, places };
  const isOpen = standing.reserved > 0 || places.length > 0;
  const open = isOpen ? put(fund.open, key, held) : remove(fund.open, key);
  const ofScheme = lookUp(fund.committed, scheme) ?? { amount: 0, terms: null };
  const before = lookUp(ofScheme.terms, key)?.standing.committed ?? 0;
  if (before === 0 && standing.committed === 0) return { ...fund, open };
  const terms = standing.committed > 0 ? put(ofScheme.terms, key, held) : remove(ofScheme.terms, key);
  const amount = ofScheme.amount - before + standing.committed;
  const committed = terms ? put(fund.committed, scheme, { amount, terms }) : remove(fund.committed, scheme);
  return { ...fund, open, committed };
};

/** What is known of a term that has something open: `committed` is what is not settled yet. */
export const openTermOf = (fund: OpenFund, { scheme, household, term }: HouseholdTerm): OpenTerm | undefined => {
  const key = termKey(household, term);
  const committed = lookUp(lookUp(fund.committed, scheme)?.terms ?? null, key);
  const held = lookUp(fund.open, key) ?? (committed && { ...committed, places: [] });
  return held && { ...held, standing: { ...held.standing, committed: committed?.standing.committed ?? 0 } };
};

/** The contract version for requests dated that day: the last that had begun, or the first. */
export const contractOn = (fund: OpenFund, day: string): FundContract | undefined =>
  fund.contracts.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? fund.contracts[0];
