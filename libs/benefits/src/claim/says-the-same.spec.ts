import { expect, test } from '@jest/globals';
import { line, open } from '../../test/claims-desk.js';
import { noAmounts } from './amounts.js';
import type { HeldDecision } from './claim.state.js';
import type { DecisionTrace } from './claim.types.js';
import { saysTheSame } from './says-the-same.js';

const desk = open();
desk.submit('C1', { on: '2025-05-02', lines: [line('CONS', 1000), line('IMG', 5000)] });
const known = desk.claim('C1');
const decision = (known.status === 'none' ? null : known.decision) as HeldDecision & { readonly trace: DecisionTrace };
const [first, second] = decision.trace.lines;
const further = [{ household: 'H1', package: null, coverRevision: null, amounts: { ...noAmounts, scheme: 800 } }];

test('a decision says what it says, in other words too', () => {
  expect(saysTheSame(decision, decision)).toBe(true);
  const elsewhere = {
    ...decision.trace,
    advice: ['VCT'],
    lines: decision.trace.lines.map(each => ({ ...each, trace: [] })),
  };
  expect(saysTheSame(decision, { ...decision, trace: elsewhere })).toBe(true);
  expect(saysTheSame({ ...decision, further }, { ...decision, further: [...further] })).toBe(true);
  expect(saysTheSame({ ...decision, further: [] }, decision)).toBe(true);
});

test.each([
  ['status', { status: 'rejected' as const }],
  ['payee', { payee: 'member' as const }],
  ['household', { household: 'H1' }],
  ['amounts', { amounts: { ...decision.amounts, memberPays: decision.amounts.memberPays + 1 } }],
  ['further coverage', { further }],
])('another %s is another decision', (_, change) => {
  expect(saysTheSame(decision, { ...decision, ...change })).toBe(false);
  expect(saysTheSame({ ...decision, ...change }, decision)).toBe(false);
});

test.each([
  ['household', { household: 'H2' }],
  ['sums', { amounts: { ...noAmounts, scheme: 801 } }],
])('another %s of a further coverage is another decision', (_, change) => {
  const changed = [{ ...further[0]!, ...change }];
  expect(saysTheSame({ ...decision, further }, { ...decision, further: changed })).toBe(false);
  expect(saysTheSame({ ...decision, further: [...further, ...changed] }, { ...decision, further })).toBe(false);
});

test.each([
  ['status', { status: 'rejected' as const }],
  ['share', { scheme: 1 }],
  ['member’s part', { member: 1 }],
  ['reason', { reasons: ['AMT-003'] }],
  ['envelope', { draws: [{ envelope: 'E1', amount: 1 }] }],
])('another %s of a line is another decision, unless nobody can read the first any more', (_, change) => {
  const trace = { ...decision.trace, lines: [first!, { ...second!, ...change }] };
  expect(saysTheSame(decision, { ...decision, trace })).toBe(false);
  expect(saysTheSame({ ...decision, trace: undefined }, { ...decision, trace })).toBe(true);
});
