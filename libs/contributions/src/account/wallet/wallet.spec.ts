import { beforeEach, describe, expect, test } from '@jest/globals';
import { PaymentStory } from '../../../test/payment-story.js';
import { viewOfWallet } from './wallet.view.js';

let story: PaymentStory;
beforeEach(() => {
  story = new PaymentStory();
});

const line = (operatorReference: string, amount = 5_000) => ({ operatorReference, amount, currency: 'XOF' as const });

describe('the operator’s statement of a day', () => {
  test('is compared once the day is over', () => {
    expect(story.compare('2025-01-10', [])).toBe('contributions.statement.day_not_over');
    expect(story.compare('2025-01-09', [])).toEqual(['StatementCompared']);
    expect(story.compare('2025-01-09', [])).toEqual([]);
    expect(story.compare('2025-01-09', [line('X'), line('X')])).toBe('contributions.statement.line_twice');
  });

  test('has what we booked, or what nobody booked, which goes into suspense once', () => {
    story.request('P1', 5_000);
    story.succeed('P1', 5_000, 'OP1');
    story.today = '2025-01-11';
    const lines = [line('OP1'), line('X1', 700), line('X2', 800)];
    expect(story.compare('2025-01-10', lines)).toEqual(['SuspenseNoted', 'SuspenseNoted', 'StatementCompared']);
    expect(story.compare('2025-01-10', lines)).toEqual([]);
    expect(viewOfWallet(story.wallet)).toMatchObject({
      comparedUpTo: '2025-01-10',
      inSuspense: [{ currency: 'XOF', amount: 1_500 }],
      suspense: [{ item: '1', amount: 700 }, { item: '2' }],
      missing: [],
    });
  });

  test('may have ours a day late, and not later; found after all, it is missing no more', () => {
    story.request('P1', 5_000);
    story.succeed('P1', 5_000, 'OP1');
    story.today = '2025-01-20';
    story.compare('2025-01-10', []);
    expect(viewOfWallet(story.wallet).missing).toEqual([]);
    story.compare('2025-01-11', []);
    expect(viewOfWallet(story.wallet).missing).toMatchObject([{ payment: 'P1', since: '2025-01-11' }]);
    story.compare('2025-01-12', []);
    expect(story.wallet.missing).toHaveLength(1);
    story.compare('2025-01-13', [line('OP1')]);
    expect(viewOfWallet(story.wallet).missing).toEqual([]);
    expect(viewOfWallet(story.wallet).suspense).toEqual([]);
  });

  test('that has another sum than we booked leaves both sides to a person', () => {
    story.request('P1', 5_000);
    story.succeed('P1', 5_000, 'OP1');
    story.today = '2025-01-20';
    story.compare('2025-01-11', [line('OP1', 4_000)]);
    expect(viewOfWallet(story.wallet)).toMatchObject({ suspense: [{ amount: 4_000 }], missing: [{ payment: 'P1' }] });
    const explained = { type: 'ExplainMissing', household: 'H0', because: 'reversed' } as const;
    expect(story.decide({ ...explained, payment: 'P1', approvedBy: 'manager-1' })).toBe(
      'contributions.suspense.second_person',
    );
    expect(story.decide({ ...explained, payment: 'P1', approvedBy: 'manager-2' })).toEqual(['MissingExplained']);
    expect(story.decide({ ...explained, payment: 'P1', approvedBy: 'manager-2' })).toEqual([]);
    expect(story.decide({ ...explained, payment: 'P2', approvedBy: 'manager-2' })).toBe(
      'contributions.statement.not_missing',
    );
  });

  test('does not miss what the operator took back', () => {
    story.request('P1', 5_000);
    story.succeed('P1', 5_000, 'OP1');
    story.reverse('P1', '2025-01-10');
    story.today = '2025-01-20';
    story.compare('2025-01-12', []);
    expect(story.wallet.missing).toEqual([]);
  });
});

describe('what is in suspense', () => {
  beforeEach(() => {
    story.compare('2025-01-09', [line('X1', 15_000)]);
  });

  test('is given to a household from the day it came, before a second person, and taken back when it was another’s', () => {
    expect(story.assign('2')).toBe('contributions.suspense.unknown');
    expect(story.assign('1', 'manager-1')).toBe('contributions.suspense.second_person');
    expect(story.assign('1')).toEqual(['ReceiptRecorded', 'EntitlementOpened', 'SuspenseAssigned']);
    expect(story.open.receipts).toMatchObject([{ receipt: 'MM-ATTENTE-1', receivedOn: '2025-01-09' }]);
    expect(story.assign('1')).toBe('contributions.suspense.not_open');
    expect(story.reopen('1')).toEqual(['ReceiptVoided', 'EntitlementWithdrawn', 'SuspenseReopened']);
    expect(story.reopen('1')).toEqual([]);
    expect(story.balance('suspense')).toBe(-15_000);
    story.assign('1');
    expect(story.open.receipts.map(({ receipt }) => receipt)).toEqual(['MM-ATTENTE-1', 'MM-ATTENTE-1.2']);
  });

  test('is sent back on a day from when it came to today, once', () => {
    expect(story.sendBack('1', '2025-01-08')).toBe('contributions.suspense.wrong_day');
    expect(story.sendBack('1', '2025-01-11')).toBe('contributions.suspense.wrong_day');
    expect(story.reopen('1')).toBe('contributions.suspense.not_assigned');
    expect(story.sendBack('1', '2025-01-10')).toEqual(['SuspenseReturned']);
    expect(story.sendBack('1', '2025-01-10')).toBe('contributions.suspense.not_open');
    expect([story.balance('suspense'), story.balance('mobile-money')]).toEqual([0, 0]);
  });
});
