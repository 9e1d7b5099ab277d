import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import { payRemittanceDecider as decider } from './pay-remittance.decider.js';
import type { ApproveRemittance, ConfirmPayment } from './remittance.commands.js';
import type { RemittanceEvent, RemittanceIssued } from './remittance.events.js';

const issued = (net: number): RemittanceIssued => ({
  type: 'benefits.RemittanceIssued',
  version: 1,
  effectiveAt: '2025-05-31',
  data: {
    ...{ remittance: 'R5', scheme: 'A', provider: 'CSPS-1', currency: 'XOF', issuedOn: '2025-05-31' },
    ...{ upTo: '2025-05-31', gross: net, returned: 0, carriedIn: 0, net, carriedOut: 0, lines: [] },
  },
});
const approves = (actor = 'finance'): ApproveRemittance => ({
  type: 'ApproveRemittance',
  remittance: 'R5',
  actor,
  preparedBy: 'manager',
  on: '2025-06-02',
});
const pays = (change: Partial<ConfirmPayment> = {}): ConfirmPayment => ({
  type: 'ConfirmPayment',
  remittance: 'R5',
  paidOn: '2025-06-03',
  recordedOn: '2025-06-04',
  reference: 'VIR-1',
  ...change,
});

/** What each command in turn came to. */
const story = (net: number, ...commands: (ApproveRemittance | ConfirmPayment)[]): string[] => {
  const events: RemittanceEvent[] = [issued(net)];
  return commands.map(command => {
    const decision = decider.decide(command, foldAll(decider, events));
    if (decision.outcome === 'accepted') events.push(...decision.events);
    return decision.outcome === 'refused' ? decision.reason : decision.outcome;
  });
};

describe('a remittance that is issued', () => {
  test('is approved by another person than the preparer, once', () =>
    expect(story(800, approves('manager'), approves(), approves('other'))).toEqual([
      'benefits.remittance.same_person',
      'accepted',
      'nothingToDo',
    ]));

  test('is paid once it is approved, once', () =>
    expect(story(800, pays(), approves(), pays(), pays(), pays({ reference: 'VIR-2' }))).toEqual([
      'benefits.remittance.not_approved',
      'accepted',
      'accepted',
      'nothingToDo',
      'benefits.remittance.already_paid',
    ]));

  test.each([
    ['2025-06-01', 'benefits.remittance.paid_on_wrong'],
    ['2025-06-02', 'accepted'],
    ['2025-06-04', 'accepted'],
    ['2025-06-05', 'benefits.remittance.paid_on_wrong'],
  ])('is paid from its approval until today: %s', (paidOn, told) =>
    expect(story(800, approves(), pays({ paidOn }))).toEqual(['accepted', told]),
  );

  test('moves no money when its net is nothing', () =>
    expect(story(0, approves(), pays())).toEqual(['accepted', 'benefits.remittance.nothing_to_pay']));

  test('is not there for another scheme', () =>
    expect(decider.decide(approves(), decider.initialState)).toMatchObject({
      reason: 'benefits.remittance.not_found',
    }));
});
