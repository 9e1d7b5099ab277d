import { beforeEach, describe, expect, test } from '@jest/globals';
import { foldAll, sum } from '#kernel';
import type { ClearingEvent } from './clearing.events.js';
import { ClearingReason } from './clearing.reasons.js';
import { clearingFold, type ClearingState } from './clearing.state.js';
import { settleDecider, type SettleRequest } from './settle.decider.js';

let state: ClearingState;
let events: ClearingEvent[];
beforeEach(() => {
  events = [];
  state = clearingFold.evolve(clearingFold.initialState, {
    type: 'contributions.ClearingNetted',
    version: 1,
    effectiveAt: '2025-07-05',
    data: {
      ...{ clearing: 'CL', month: '2025-06', currency: 'XOF', statements: [], positions: [], nettedOn: '2025-07-05' },
      payments: [{ payment: '1', from: 'A', to: 'B', amount: 720 }],
    },
  });
});

const ask = (request: SettleRequest, payment = '1', recordedOn = '2025-07-10') => {
  const decision = settleDecider.decide({ ...request, clearing: 'CL', payment, recordedOn, actor: 'finance' }, state);
  if (decision.outcome === 'refused') return decision.reason;
  const told = decision.outcome === 'accepted' ? decision.events : [];
  events.push(...told);
  state = foldAll({ ...clearingFold, initialState: state }, told);
  return told.map(({ type }) => type.replace('contributions.Settlement', ''));
};
const request = (reference = 'R1') => ({ type: 'RequestSettlement', payer: '+22670000000', reference }) as const;
const answer = (status: 'pending' | 'unknown', of = 'R1') =>
  ({ type: 'NoteSettlement', request: of, answer: { status } }) as const;
const failed = (of = 'R1') =>
  ({ type: 'NoteSettlement', request: of, answer: { status: 'failed', code: 'requestDeclined' } }) as const;
const paid = (of = 'R1', amount = 720, currency: 'XOF' | 'GHS' = 'XOF') => {
  const held = { status: 'succeeded', operatorReference: `OP-${of}`, amount, currency } as const;
  return { type: 'NoteSettlement', request: of, answer: held } as const;
};
const transfer = (paidOn: string, approvedBy = 'manager-b') =>
  ({ type: 'ConfirmTransfer', reference: 'VIR-1', paidOn, approvedBy }) as const;

describe('a payment that settles', () => {
  test('is asked for under one reference until it failed for certain', () => {
    expect(ask(request())).toEqual(['Requested']);
    expect(ask(request('R2'))).toBe(ClearingReason.underWay);
    ask(answer('unknown'));
    expect(ask(request('R2'))).toBe(ClearingReason.underWay);
    ask(answer('pending'));
    expect(ask(answer('unknown'))).toEqual([]);
    ask(failed());
    expect(ask(request('R2'))).toEqual(['Requested']);
  });

  test('that failed and succeeds late is booked, once', () => {
    ask(request());
    ask(failed());
    ask(request('R2'));
    expect(ask(paid('R1'))).toEqual(['Paid']);
    expect(ask(paid('R2'))).toEqual([]);
    expect(ask(paid('R1'))).toEqual([]);
    expect(ask(request('R3'))).toBe(ClearingReason.settled);
  });

  test('of another sum, or in another money, is not this one', () => {
    ask(request());
    expect([ask(paid('R1', 721)), ask(paid('R1', 720, 'GHS')), ask(paid('R9'))]).toEqual([[], [], []]);
  });

  test.each([
    ['2025-07-04', ClearingReason.wrongDay],
    ['2025-07-05', ['Paid']],
    ['2025-07-10', ['Paid']],
    ['2025-07-11', ClearingReason.wrongDay],
  ])('by a bank transfer of %s, entered on the 10th', (on, expected) => expect(ask(transfer(on))).toEqual(expected));

  test('by a bank transfer needs a second person, and nothing under way by telephone', () => {
    expect(ask(transfer('2025-07-06', 'finance'))).toBe(ClearingReason.secondPerson);
    ask(request());
    expect(ask(transfer('2025-07-06'))).toBe(ClearingReason.underWay);
    ask(failed());
    expect(ask(transfer('2025-07-06'))).toEqual(['Paid']);
    expect(ask(transfer('2025-07-06'))).toEqual([]);
    expect(ask({ ...transfer('2025-07-06'), reference: 'VIR-2' })).toBe(ClearingReason.settled);
  });

  test('balances in the books of both', () => {
    ask(transfer('2025-07-06'));
    const postings = events.flatMap(({ data }) => ('postings' in data ? data.postings : []));
    for (const scheme of ['A', 'B'])
      expect(sum(postings.filter(one => one.scheme === scheme).map(({ amount }) => amount))).toBe(0);
    expect(postings).toContainEqual({ scheme: 'A', account: 'other-schemes', amount: 720 });
  });

  test('is one of the netting', () => expect(ask(request(), '2')).toBe(ClearingReason.unknown));
});
