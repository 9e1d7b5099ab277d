import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, foldAll, sum } from '#kernel';
import { accountDecider } from '../account.decider.js';
import { type AccountState, paidOf } from '../account.state.js';
import type { AccountEvent } from '../account.events.js';
import { AccountReason } from '../account.reasons.js';
import { essentiel } from '../../../test/account-story.js';
import { receiptFold } from '../../receipt/receipt.state.js';
import { disburseDecider, owedBy, revokeDecider } from './disburse-loan.js';
import { loanDecider, type LoanRequest } from './loan.decider.js';
import type { LoanEvent } from './loan.events.js';
import { LoanReason } from './loan.reasons.js';
import { instalmentsOf, leftOf, loansFold, type LoansState } from './loan.state.js';
import { viewOfLoans } from './loan.view.js';

/** A household that owes 8 000 F, and its loans. */
class Borrower {
  loans: LoansState = loansFold.initialState;
  account: AccountState = accountDecider.initialState;

  constructor() {
    const note = { type: 'NoteEnrolment', product: 'P1', term: 1, persons: ['AWA'], enrolledOn: '2025-01-02' } as const;
    const decision = accountDecider.decide({ ...note, ...this.context('2025-01-02') }, this.account);
    if (decision.outcome === 'accepted') this.book(decision.events);
  }

  ask(request: LoanRequest, recordedOn = '2025-12-31', loan = 'L1') {
    const { scheme, household, actor } = this.context(recordedOn);
    const decision = loanDecider.decide({ ...request, loan, scheme, household, actor, recordedOn }, this.loans);
    if (decision.outcome === 'refused') return decision.reason;
    return this.keep(decision.outcome === 'accepted' ? decision.events : []);
  }

  agree(changes: Partial<Extract<LoanRequest, { type: 'AgreeLoan' }>> = {}, loan = 'L1', recordedOn = '2025-12-31') {
    const account = { scheme: 'A', currency: 'XOF' as const, outstanding: owedBy(this.account) };
    const terms = { lender: 'CVECA', agreement: 'CONV', principal: 8_000, cost: 400, agreedOn: '2025-01-05' };
    const instalments = [
      { dueOn: '2025-03-31', amount: 4_200 },
      { dueOn: '2025-06-30', amount: 4_200 },
    ];
    const request = {
      type: 'AgreeLoan',
      ...terms,
      instalments,
      defaultAfterDays: 30,
      approvedBy: 'manager-2',
      account,
    };
    return this.ask({ ...request, ...changes } as LoanRequest, recordedOn, loan);
  }

  disburse(disbursedOn = '2025-01-10', approvedBy = 'manager-2', loan = 'L1') {
    const states = { account: this.account, number: receiptFold.initialState, loans: this.loans };
    const request = { type: 'DisburseLoan', loan, reference: 'VIR', disbursedOn, approvedBy } as const;
    const decision = disburseDecider.decide({ ...request, ...this.context('2025-01-31') }, states);
    if (decision.outcome === 'refused') return decision.reason;
    if (decision.outcome === 'nothingToDo') return [];
    this.book(decision.events.account ?? []);
    return this.keep(decision.events.loans ?? []);
  }

  revoke(on = '2025-02-01', approvedBy = 'manager-2') {
    const request = { type: 'RevokeLoan', loan: 'L1', because: 'lender-withdrew', on, approvedBy } as const;
    const states = { account: this.account, loans: this.loans };
    const decision = revokeDecider.decide({ ...request, ...this.context('2025-12-31') }, states);
    if (decision.outcome === 'refused') return decision.reason;
    if (decision.outcome === 'nothingToDo') return [];
    this.book(decision.events.account ?? []);
    return this.keep(decision.events.loans ?? []);
  }

  repay(repayment: string, amount: number, paidOn = '2025-03-31') {
    return this.ask({ type: 'RecordRepayment', repayment, amount, paidOn });
  }

  fail(on: string, approvedBy = 'manager-2') {
    return this.ask({ type: 'DeclareDefault', on, decision: 'CA-1', approvedBy });
  }

  status(asOf: string) {
    return viewOfLoans(this.loans, 'A', asOf)[0]?.status;
  }

  get rights() {
    return this.account.status === 'none' ? [] : this.account.dues.map(({ metOn }) => metOn);
  }

  private context(recordedOn: string) {
    return { scheme: 'A', household: 'H0', actor: 'clerk-1', recordedOn, plans: [essentiel] };
  }

  private book(events: readonly AccountEvent[]) {
    this.account = foldAll({ ...accountDecider, initialState: this.account }, events);
  }

  private keep(events: readonly LoanEvent[]) {
    this.loans = foldAll({ ...loansFold, initialState: this.loans }, events);
    return events.map(({ type }) => type.replace('contributions.Loan', ''));
  }
}

let household: Borrower;
beforeEach(() => {
  household = new Borrower();
});

describe('an agreement', () => {
  test.each([
    [399, LoanReason.costHidden],
    [400, ['Agreed']],
    [401, LoanReason.costHidden],
  ])('says its cost to the franc: %d of 400', (cost, expected) => expect(household.agree({ cost })).toEqual(expected));

  test.each([
    [8_000, ['Agreed']],
    [8_001, LoanReason.aboveOutstanding],
  ])('lends no more than is owed: %d of 8 000', (principal, expected) =>
    expect(household.agree({ principal, cost: 8_400 - principal })).toEqual(expected),
  );

  test.each([
    ['2025-01-05', LoanReason.instalmentsUnfit],
    ['2025-01-06', ['Agreed']],
  ])('is of the 5th: repaid from %s on', (dueOn, expected) =>
    expect(household.agree({ instalments: [{ dueOn, amount: 8_400 }] })).toEqual(expected),
  );

  test('is entered once, by two persons, and not ahead', () => {
    expect(household.agree({ approvedBy: 'clerk-1' })).toBe(LoanReason.secondPerson);
    expect(household.agree({}, 'L1', '2025-01-04')).toBe(LoanReason.wrongDay);
    expect(household.agree({}, 'L1', '2025-01-05')).toEqual(['Agreed']);
    expect(household.agree()).toEqual([]);
    expect(household.agree({ lender: 'OTHER' })).toBe(LoanReason.taken);
    expect(household.agree({}, 'L2')).toBe(LoanReason.another);
    expect(household.agree({ account: null }, 'L3')).toBe(AccountReason.unknown);
  });
});

describe('the money', () => {
  test('opens rights from the day it came, not from the day it was promised', () => {
    household.agree();
    expect(household.rights).toEqual([null, null]);
    household.disburse('2025-01-10');
    expect(household.rights).toEqual([null, '2025-01-10']);
    expect(household.disburse()).toEqual([]);
  });

  test('is no more than what is owed when it comes', () => {
    household.agree();
    const paid = new Borrower();
    paid.agree();
    paid.account = { ...(household.account as Extract<AccountState, { status: 'open' }>), dues: [] };
    expect(paid.disburse()).toBe(LoanReason.aboveOutstanding);
  });

  test.each([
    ['2025-01-04', LoanReason.wrongDay],
    ['2025-01-05', ['Disbursed']],
    ['2025-01-31', ['Disbursed']],
    ['2025-02-01', AccountReason.datedInFuture],
  ])('that came on %s, entered on 31 January', (on, expected) => {
    household.agree();
    expect(household.disburse(on)).toEqual(expected);
  });

  test('is noted by two persons', () => {
    household.agree();
    expect(household.disburse('2025-01-10', 'clerk-1')).toBe(LoanReason.secondPerson);
    expect(household.disburse('2025-01-10', 'manager-2', 'L9')).toBe(LoanReason.unknown);
  });

  test('that the lender takes back leaves the contribution owed, and no rights', () => {
    household.agree();
    household.disburse();
    expect(household.revoke('2025-01-09')).toBe(LoanReason.wrongDay);
    expect(household.revoke('2025-02-01', 'clerk-1')).toBe(LoanReason.secondPerson);
    expect(household.revoke()).toEqual(['Revoked']);
    expect(household.revoke()).toEqual([]);
    expect(owedBy(household.account)).toBe(8_000);
    expect(household.rights).toEqual([null, null]);
    expect(household.disburse()).toBe(LoanReason.notThere);
  });

  test('of which some was repaid is not taken back', () => {
    household.agree();
    household.disburse();
    household.repay('R1', 1);
    expect(household.revoke('2025-04-01')).toBe(LoanReason.notThere);
  });
});

describe('repaying', () => {
  beforeEach(() => {
    household.agree();
    household.disburse();
  });

  test.each([
    [8_400, ['Repaid']],
    [8_401, LoanReason.aboveLeft],
  ])('%d of 8 400', (amount, expected) => expect(household.repay('R1', amount)).toEqual(expected));

  test('is told once; before the money came there is nothing to repay', () => {
    expect(household.repay('R1', 100)).toEqual(['Repaid']);
    expect(household.repay('R1', 100)).toEqual([]);
    expect(household.repay('R1', 200)).toBe(LoanReason.taken);
    expect(household.repay('R2', 100, '2025-01-09')).toBe(LoanReason.wrongDay);
    const waiting = new Borrower();
    waiting.agree();
    expect(waiting.repay('R1', 100)).toBe(LoanReason.notThere);
  });

  test.each([
    ['2025-03-31', 'running'],
    ['2025-04-01', 'late'],
  ])('on %s nothing paid is %s', (on, status) => expect(household.status(on)).toBe(status));

  test.each([
    ['2025-04-30', LoanReason.onlyLate],
    ['2025-05-01', ['Defaulted']],
  ])('unpaid since 31 March, thirty days agreed: on %s', (on, expected) => {
    expect(household.fail(on)).toEqual(expected);
    expect(household.rights).toEqual([null, '2025-01-10']);
  });

  test('a default needs two persons, and ends with the last franc', () => {
    expect(household.fail('2025-05-01', 'clerk-1')).toBe(LoanReason.secondPerson);
    household.fail('2025-05-01');
    expect(household.status('2025-05-01')).toBe('defaulted');
    household.repay('R1', 8_400, '2025-06-01');
    expect(household.status('2025-06-01')).toBe('repaid');
    expect(household.fail('2025-12-01')).toEqual([]);
  });

  test('whatever is repaid: what is open of instalments is what is left', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 8 }), amounts => {
        const told = new Borrower();
        told.agree();
        told.disburse();
        amounts.forEach((amount, index) => told.repay(`R${index}`, amount, addDays('2025-02-01', index)));
        const [loan] = told.loans.loans;
        if (!loan) throw new Error('no loan');
        expect(sum(instalmentsOf(loan).map(({ open }) => open))).toBe(leftOf(loan));
        expect(leftOf(loan)).toBeGreaterThanOrEqual(0);
        if (told.account.status === 'open') expect(sum(told.account.dues.map(paidOf))).toBe(8_000);
      }),
    ));
});
