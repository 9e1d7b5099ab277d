import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldAll } from '#kernel';
import { specFor } from '#testing/spec-for';
import type { GrantCommand } from './grant.commands.js';
import { grantDecider } from './grant.decider.js';
import type { GrantEvent, GrantTerms } from './grant.events.js';
import { GrantReason } from './grant.reasons.js';
import { grantFold, type SignedGrant } from './grant.state.js';

const grant = specFor(grantDecider);

/** Five million for two villages: two, then three once four fifths are justified and the wells are dug. */
const terms: GrantTerms = {
  currency: 'XOF',
  scope: 'community',
  villages: ['BARGUIN', 'YOURGA'],
  categories: ['wells', 'training'],
  period: { from: '2025-01-01', to: '2025-12-31' },
  tranches: [
    { amount: 2_000_000, afterJustified_bps: 0, deliverables: [] },
    { amount: 3_000_000, afterJustified_bps: 8_000, deliverables: ['list of wells'] },
  ],
  reportsDue: ['2025-06-30', '2025-12-31'],
};

const signed = (other: Partial<GrantTerms> = {}): GrantCommand => ({
  type: 'SignGrant',
  grant: 'PUITS',
  funder: 'ONG',
  terms: { ...terms, ...other },
  signedOn: '2025-01-10',
  funderRegistered: true,
});
const tranche = (number: number, reference = `AVIS-${number}`): GrantCommand => ({
  type: 'ReleaseGrantTranche',
  grant: 'PUITS',
  tranche: number,
  reference,
  receivedOn: '2025-02-01',
});
const expense = (voucher: string, amount: number, other: object = {}): GrantCommand => ({
  type: 'RecordGrantExpense',
  grant: 'PUITS',
  expense: voucher,
  category: 'wells',
  village: 'BARGUIN',
  amount,
  spentOn: '2025-03-01',
  ...other,
});
const wellsListed: GrantCommand = {
  type: 'RecordGrantDeliverable',
  grant: 'PUITS',
  deliverable: 'list of wells',
  metOn: '2025-04-01',
};
const repayment = (reference = 'RETOUR'): GrantCommand => ({
  type: 'RepayGrantRemainder',
  grant: 'PUITS',
  reference,
  repaidOn: '2026-01-15',
});

const begun = grant.afterCommands(signed(), tranche(1));

describe('what a grant carries', () => {
  test('is what was released and not spent: an expense above it is declined, whole', () => {
    const past = grant.afterCommands(signed(), tranche(1), expense('P1', 1_200_000));
    const left = { reason: 'SUB-001', left: 800_000 };
    grant
      .given(...past)
      .when(expense('P2', 900_000))
      .thenLike({ type: 'subsidies.GrantExpenseDeclined', data: left });
    grant
      .given(...past)
      .when(expense('P3', 800_001))
      .thenLike({ data: left });
    grant
      .given(...past)
      .when(expense('P3', 800_000))
      .thenLike({ type: 'subsidies.GrantExpenseJustified', data: { balance: { available: 0, settled: 2_000_000 } } });
  });

  test('is of the kinds, the villages and the days of its contract', () => {
    const declined = (other: object, reason: string) =>
      grant
        .given(...begun)
        .when(expense('P1', 150_000, other))
        .thenLike({ data: { reason } });
    declined({ category: 'vehicles' }, 'SUB-002');
    declined({ village: 'LEO' }, 'SUB-002');
    declined({ village: null }, 'SUB-002');
    declined({ spentOn: '2024-12-31' }, 'SUB-003');
    declined({ spentOn: '2026-01-01' }, 'SUB-003');
    for (const spentOn of ['2025-01-01', '2025-12-31'])
      grant
        .given(...begun)
        .when(expense('P1', 1, { spentOn }))
        .thenLike({ type: 'subsidies.GrantExpenseJustified' });
  });

  test('is booked once for each voucher', () => {
    const past = grant.afterCommands(signed(), tranche(1), expense('P1', 500));
    grant
      .given(...past)
      .when(expense('P1', 500))
      .thenNothing();
    grant
      .given(...past)
      .when(expense('P1', 501))
      .thenRefused(GrantReason.voucherUsed);
  });
});

describe('the next tranche', () => {
  const after = (...commands: GrantCommand[]) =>
    grant.given(...grant.afterCommands(signed(), tranche(1), ...commands)).when(tranche(2));

  test('opens when four fifths of what was released are justified', () => {
    after(wellsListed, expense('P1', 1_200_000), expense('P2', 399_999)).thenRefused(GrantReason.notJustified, {
      justified: 1_599_999,
      released: 2_000_000,
    });
    after(wellsListed, expense('P1', 1_200_000), expense('P2', 400_000)).thenLike({
      type: 'subsidies.GrantTrancheReleased',
      data: { tranche: 2, amount: 3_000_000, balance: { received: 5_000_000, available: 3_400_000 } },
    });
  });

  test('never counts what was declined', () =>
    after(wellsListed, expense('P1', 1_500_000), expense('P2', 150_000, { category: 'vehicles' })).thenRefused(
      GrantReason.notJustified,
      { justified: 1_500_000 },
    ));

  test('waits for what was promised for it', () =>
    after(expense('P1', 2_000_000)).thenRefused(GrantReason.deliverableMissing));

  test('comes after the first, and once', () => {
    grant
      .given(...grant.afterCommands(signed()))
      .when(tranche(2))
      .thenRefused(GrantReason.trancheOutOfOrder);
    grant
      .given(...begun)
      .when(tranche(1))
      .thenNothing();
    grant
      .given(...begun)
      .when(tranche(1, 'AVIS-9'))
      .thenRefused(GrantReason.trancheReleased);
    grant
      .given(...begun)
      .when(tranche(3))
      .thenRefused(GrantReason.trancheUnknown);
  });
});

describe('a contract', () => {
  test('is signed once and never changes', () => {
    grant
      .given(...begun)
      .when(signed())
      .thenNothing();
    grant
      .given(...begun)
      .when(signed({ scope: 'members' }))
      .thenRefused(GrantReason.alreadySigned);
  });

  test('makes sense: the period runs forward, nothing is asked before the first tranche, the funder is known', () => {
    const reversed = { period: { from: '2025-02-01', to: '2025-01-31' } };
    grant.given().when(signed(reversed)).thenRefused(GrantReason.periodReversed);
    const first = [{ amount: 1, afterJustified_bps: 1, deliverables: [] }];
    grant
      .given()
      .when(signed({ tranches: first }))
      .thenRefused(GrantReason.firstTrancheWaits);
    grant
      .given()
      .when({ ...signed(), funderRegistered: false } as GrantCommand)
      .thenRefused(GrantReason.funderUnknown);
  });

  test('names the days of its reports', () => {
    const report = (dueOn: string): GrantCommand => ({
      type: 'SubmitGrantReport',
      grant: 'PUITS',
      dueOn,
      submittedOn: '2025-07-04',
    });
    grant
      .given(...begun)
      .when(report('2025-06-30'))
      .thenLike({ data: { submittedOn: '2025-07-04' } });
    grant
      .given(...begun)
      .when(report('2025-07-01'))
      .thenRefused(GrantReason.reportUnknown);
  });

  test('ends when the rest is given back', () => {
    const spent = grant.afterCommands(signed(), tranche(1), expense('P1', 1_250_000));
    const closed = grant.given(...spent).when(repayment());
    closed.thenLike({ data: { amount: 750_000, balance: { received: 1_250_000, available: 0, settled: 1_250_000 } } });
    grant
      .given(...closed.history)
      .when(repayment())
      .thenNothing();
    grant
      .given(...closed.history)
      .when(repayment('AUTRE'))
      .thenRefused(GrantReason.closed);
    grant
      .given(...closed.history)
      .when(expense('P2', 1))
      .thenRefused(GrantReason.closed);
    const all = grant.afterCommands(signed(), tranche(1), expense('P1', 2_000_000));
    grant
      .given(...all)
      .when(repayment())
      .thenRefused(GrantReason.nothingLeft);
  });
});

test('what was released is left or justified, whatever is asked in whatever order', () => {
  const anything: fc.Arbitrary<GrantCommand> = fc.oneof(
    fc.integer({ min: 1, max: 3 }).map(number => tranche(number)),
    fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 1_500_000 })).map(([n, amount]) => expense(`P${n}`, amount)),
    fc.constant(wellsListed),
    fc.constant(repayment()),
  );
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40 }), commands => {
      const past: GrantEvent[] = [...grant.afterCommands(signed())];
      for (const command of commands) past.push(...grant.given(...past).when(command).events);
      const { balance } = foldAll(grantFold, past) as SignedGrant;
      expect(balance.received).toBe(balance.available + balance.settled);
      expect(Math.min(balance.available, balance.settled)).toBeGreaterThanOrEqual(0);
      const posted = past.flatMap(({ data }) => ('postings' in data ? data.postings : []));
      expect(posted.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    }),
  );
});
