import { describe, expect, test } from '@jest/globals';
import type { IssueRemittance, PayableEntry } from './remittance.commands.js';
import { type AccountState, accountFold, remittanceDecider, remittanceFold } from './remittance.decider.js';
import { RemittanceReason } from './remittance.reasons.js';

const entry = (position: number, amount: number, recordedOn = '2025-06-10'): PayableEntry => ({
  position,
  amount,
  recordedOn,
  claim: `C${position}`,
  decision: amount < 0 ? 2 : 1,
  currency: 'XOF',
});
const issue = (entries: readonly PayableEntry[], change: Partial<IssueRemittance> = {}): IssueRemittance => ({
  type: 'IssueRemittance',
  remittance: 'R6',
  scheme: 'A',
  provider: 'CSPS-1',
  issuedOn: '2025-06-30',
  upTo: '2025-06-30',
  entries,
  ...change,
});
const decide = (command: IssueRemittance, account: AccountState = accountFold.initialState) =>
  remittanceDecider.decide(command, { remittance: remittanceFold.initialState, account });
const issuedBy = (decision: ReturnType<typeof decide>) => {
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  return { ...decision.events.remittance?.[0]?.data, account: decision.events.account?.[0]?.data };
};

describe('a remittance', () => {
  test('a reversal of what May paid lands in June', () =>
    expect(
      issuedBy(decide(issue([entry(11, 52_400), entry(12, -3600, '2025-06-12')]), { through: 10, carried: 0 })),
    ).toMatchObject({
      gross: 52_400,
      returned: 3600,
      net: 48_800,
      carriedOut: 0,
      account: { through: 12, carried: 0 },
    }));

  test('is never negative: the rest is carried to the next', () => {
    const first = issuedBy(decide(issue([entry(1, 1000), entry(2, -3600)])));
    expect(first).toMatchObject({ net: 0, carriedOut: 2600 });
    expect(issuedBy(decide(issue([entry(3, 5000)]), { through: 2, carried: 2600 }))).toMatchObject({
      carriedIn: 2600,
      net: 2400,
      carriedOut: 0,
    });
  });

  test('pays each decision once', () => {
    expect(issuedBy(decide(issue([entry(1, 1000), entry(2, 500)]), { through: 1, carried: 0 }))).toMatchObject({
      gross: 500,
      lines: [{ claim: 'C2' }],
    });
    expect(decide(issue([entry(1, 1000)]), { through: 1, carried: 0 })).toMatchObject({
      reason: RemittanceReason.nothingDue,
    });
  });

  test('takes decisions up to its last day, inside, and leaves none behind its mark', () => {
    const entries = [
      entry(1, 100, '2025-06-29'),
      entry(2, 200, '2025-06-30'),
      entry(3, 400, '2025-07-01'),
      entry(4, 800, '2025-06-30'),
    ];
    expect(issuedBy(decide(issue(entries)))).toMatchObject({ net: 300, account: { through: 2 } });
  });

  test('is not issued for days to come, nor in two currencies', () => {
    expect(decide(issue([entry(1, 100)], { upTo: '2025-07-01' }))).toMatchObject({
      reason: RemittanceReason.upToInFuture,
    });
    expect(decide(issue([entry(1, 100), { ...entry(2, 100), currency: 'GHS' }]))).toMatchObject({
      reason: RemittanceReason.mixedCurrencies,
    });
  });

  test('leaves out what is under review, and pays it once it no longer is', () => {
    const held = { ...entry(1, 1000), underReview: true };
    const first = decide(issue([held, entry(2, 500)]));
    expect(issuedBy(first)).toMatchObject({ gross: 500, lines: [{ claim: 'C2' }], account: { through: 2 } });
    expect(first.outcome === 'accepted' && first.events.account?.[0]?.data).toMatchObject({ waiting: [1] });
    const account = { through: 2, carried: 0, waiting: [1] };
    expect(decide(issue([held]), account)).toMatchObject({ reason: RemittanceReason.nothingDue });
    const later = decide(issue([entry(1, 1000), entry(2, 500), entry(3, 300)]), account);
    expect(issuedBy(later)).toMatchObject({ gross: 1300, lines: [{ claim: 'C1' }, { claim: 'C3' }] });
    expect(later.outcome === 'accepted' && later.events.account?.[0]?.data).not.toHaveProperty('waiting');
  });

  test('is issued once under its name', () => {
    const first = decide(issue([entry(1, 100)]));
    if (first.outcome !== 'accepted') throw new Error();
    const remittance = remittanceFold.evolve(remittanceFold.initialState, first.events.remittance![0]!);
    const again = (change: Partial<IssueRemittance>) =>
      remittanceDecider.decide(issue([entry(2, 100)], change), { remittance, account: { through: 1, carried: 0 } });
    expect(again({})).toEqual({ outcome: 'nothingToDo' });
    expect(again({ provider: 'HD-1' })).toMatchObject({ reason: RemittanceReason.alreadyIssued });
  });
});
