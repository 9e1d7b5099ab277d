import type { Day, Minor } from '#kernel';
import type { FundCommand } from './fund.commands.js';
import type { ContractTerms } from './fund.events.js';
import type { ReservationCommand } from './reservation.commands.js';
import { Story } from './story.js';

/** F-MATCH: 3 500 F for each person, whole persons only, heard all through 2025. */
export const matching: ContractTerms = {
  version: '2025',
  perPerson: 3_500,
  wholePersons: true,
  window: { from: '2025-01-01', to: '2025-12-31' },
  capPerHousehold: null,
};

export const openFund = (contract: Partial<ContractTerms> = {}): FundCommand => ({
  type: 'OpenFund',
  fund: 'F-MATCH',
  funder: 'ONG-SOLEIL',
  currency: 'XOF',
  contract: { ...matching, ...contract },
  funderRegistered: true,
});

export const funding = (amount: Minor, reference = 'AVIS-1', receivedOn: Day = '2025-01-15'): FundCommand => ({
  type: 'RecordFunding',
  fund: 'F-MATCH',
  reference,
  amount,
  receivedOn,
});

export const settlement = (reference = 'VIR-1', settledOn: Day = '2025-12-31'): FundCommand => ({
  type: 'SettleFund',
  fund: 'F-MATCH',
  reference,
  settledOn,
});

type Request = Extract<ReservationCommand, { type: 'RequestSubsidy' }>;

export const request = (
  household: string,
  persons: number,
  requestedOn: Day,
  other: Partial<Request> = {},
): Request => ({
  type: 'RequestSubsidy',
  fund: 'F-MATCH',
  scheme: 'DIOFIOR',
  household,
  term: 1,
  persons,
  perPerson: 3_500,
  currency: 'XOF',
  requestedOn,
  ...other,
});

const termOf = (household: string, scheme: string) => ({ scheme, household, term: 1 });

export const coverOpens = (
  household: string,
  committedOn: Day = '2025-04-01',
  scheme = 'DIOFIOR',
): ReservationCommand => ({
  type: 'CommitReservation',
  ...termOf(household, scheme),
  committedOn,
});

export const coverIsWithdrawn = (
  household: string,
  undoneOn: Day = '2025-04-15',
  scheme = 'DIOFIOR',
): ReservationCommand => ({
  type: 'UndoCommitment',
  ...termOf(household, scheme),
  undoneOn,
});

export const duesCancelled = (
  household: string,
  releasedOn: Day = '2025-03-10',
  scheme = 'DIOFIOR',
): ReservationCommand => ({
  type: 'ReleaseReservation',
  ...termOf(household, scheme),
  releasedOn,
});

/** The fund with some money in it. */
export const fundWith = (amount: Minor, contract: Partial<ContractTerms> = {}): Story => {
  const story = new Story();
  story.ask(openFund(contract));
  if (amount > 0) story.ask(funding(amount, 'AVIS-0', '2025-01-02'));
  return story;
};

export const balanceOf = (story: Story) => {
  const fund = story.fund();
  if (fund.status === 'none') throw new Error('the fund is not open');
  return fund.balance;
};
