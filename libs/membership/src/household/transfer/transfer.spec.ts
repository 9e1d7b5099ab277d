import { describe, expect, test } from '@jest/globals';
import { foldAll, type JointDecider, type JointStreams } from '#kernel';
import { specFor } from '#testing/spec-for';
import { awa, asked, closed, covered2025, enrolment, issa, paid, rules } from '../examples/h0.js';
import { householdDecider } from '../household.decider.js';
import type { HouseholdEvent } from '../household.events.js';
import { HouseholdReason } from '../household.reasons.js';
import { receiveTransferDecider, type ReceiveTransfer } from './receive-transfer.decider.js';
import type { TransferEvent } from './transfer.events.js';
import { TransferReason } from './transfer.reasons.js';
import { transferOutDecider, type TransferOut, type TransferStreams } from './transfer-out.decider.js';

interface Past {
  readonly household: readonly HouseholdEvent[];
  readonly transfer: readonly TransferEvent[];
}
const asking =
  <Command>(decider: JointDecider<Command, TransferStreams & JointStreams>) =>
  ({ household, transfer }: Past, command: Command) =>
    decider.decide(command, {
      household: foldAll(decider.folds.household, household),
      transfer: foldAll(decider.folds.transfer, transfer),
    });
const letGo = asking(transferOutDecider);
const receive = asking(receiveTransferDecider);

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);
const out = (more: Partial<TransferOut> = {}): TransferOut => ({
  ...{ scheme: 'A', recordedOn: '2025-07-01', actor: 'manager-a', rules: [], transfer: 'T1', toScheme: 'B' },
  ...{ toSchemeKnown: true, persons: ['AWA', 'ISSA'], on: '2025-07-01', identities: { AWA: awa, ISSA: issa } },
  ...more,
});
const into = (more: Partial<ReceiveTransfer> = {}): ReceiveTransfer => ({
  ...{ scheme: 'B', recordedOn: '2025-07-02', actor: 'manager-b', rules: [rules], household: 'H5', product: 'P9' },
  ...{ section: 'S9', sectionOpen: true, policyholder: 'AWA', relations: {} },
  ...more,
});
const opened = (more: Partial<TransferOut> = {}, past = covered): Past => {
  const decision = letGo({ household: past, transfer: [] }, out(more));
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return {
    household: [...past, ...(decision.events.household ?? [])],
    transfer: decision.events.transfer ?? [],
  };
};

describe('persons are let go', () => {
  test('the day before the move is the last one covered; whole months paid ahead go along', () => {
    const { household: after, transfer } = opened();
    expect(after.at(-1)).toMatchObject({
      type: 'membership.PersonsTransferredOut',
      effectiveAt: '2025-07-01',
      data: { persons: [{ person: 'AWA', spans: [{ to: '2025-06-30', ended: 'transferred', graceUntil: null }] }, {}] },
    });
    expect(transfer[0]).toMatchObject({
      data: {
        fromScheme: 'A',
        toScheme: 'B',
        persons: [{ person: 'AWA', cover: { to: '2025-12-31', waitingFrom: '2025-01-01', months: 6 } }, {}],
      },
    });
  });

  test('names travel sealed', () => expect(JSON.stringify(opened().transfer[0]!.data)).not.toContain('Ouédraogo'));

  test('the spouse answers for those who stay', () =>
    expect(opened({ persons: ['AWA'] }).household.at(-1)).toMatchObject({ data: { policyholder: 'ISSA' } }));

  test('a renewal paid ahead goes along', () => {
    const renewed = household.afterCommands(...covered2025, closed('2025-11-02'), paid(2, '2025-11-10'));
    const { transfer } = opened({ on: '2025-12-01', recordedOn: '2025-12-01' }, renewed);
    expect(transfer[0]).toMatchObject({ data: { persons: [{ cover: { to: '2026-12-31', months: 13 } }, {}] } });
  });

  test.each([
    ['suspended on the day of the move', TransferReason.inArrears, '2025-07-01'],
    ['suspended from the day after', null, '2025-07-02'],
  ])('%s', (_, reason, from) => {
    const suspended = household.afterCommands(
      ...covered2025,
      asked(from, { type: 'NoteEntitlementSuspended', term: 1, from, origin: 'o' }),
    );
    const decision = letGo({ household: suspended, transfer: [] }, out({ recordedOn: '2025-07-02' }));
    expect(decision.outcome === 'refused' ? decision.reason : null).toBe(reason);
  });

  test.each([
    [out({ scheme: 'B' }), HouseholdReason.unknown],
    [out({ toSchemeKnown: false }), TransferReason.schemeUnknown],
    [out({ persons: ['NOBODY'] }), HouseholdReason.personUnknown],
    [out({ on: '2025-06-01', recordedOn: '2025-07-02' }), HouseholdReason.backdatedTooFar],
  ])('refused %#', (command, reason) =>
    expect(letGo({ household: covered, transfer: [] }, command)).toMatchObject({ outcome: 'refused', reason }),
  );

  test('thirty days late is in time, and a move may be announced', () => {
    for (const on of ['2025-06-02', '2025-08-01'])
      expect(letGo({ household: covered, transfer: [] }, out({ on, recordedOn: '2025-07-02' })).outcome).toBe(
        'accepted',
      );
  });

  test('once: asked again nothing changes; its number is not used for others', () => {
    const past = opened();
    expect(letGo(past, out())).toEqual({ outcome: 'nothingToDo' });
    expect(letGo(past, out({ toScheme: 'C' }))).toMatchObject({ reason: TransferReason.alreadyOpened });
  });
});

describe('persons are received', () => {
  const sent = opened().transfer;
  const fresh: Past = { household: [], transfer: sent };

  test('into a household that begins: covered from the move for what was paid, waiting goes on', () => {
    const decision = receive(fresh, into());
    expect(decision).toMatchObject({
      outcome: 'accepted',
      events: {
        household: [
          { type: 'membership.HouseholdEnrolled', data: { scheme: 'B', policyholder: 'AWA', product: 'P9', term: 1 } },
          {
            type: 'membership.CoverageReceived',
            data: {
              from: '2025-07-01',
              to: '2025-12-31',
              graceUntil: '2026-01-30',
              persons: [
                { person: 'AWA', spans: [{ from: '2025-07-01', to: '2025-12-31', waitingFrom: '2025-01-01' }] },
                {},
              ],
            },
          },
        ],
        transfer: [{ type: 'membership.TransferReceived', data: { persons: [{ person: 'AWA', months: 6 }, {}] } }],
      },
    });
  });

  test('the new household renews like any other', () => {
    const decision = receive(fresh, into());
    if (decision.outcome !== 'accepted') throw new Error('received');
    const begun = foldAll(householdDecider, decision.events.household ?? []);
    expect(householdDecider.decide({ ...closed('2025-11-02'), scheme: 'B' }, begun)).toMatchObject({
      events: [{ type: 'membership.RenewalOpened', data: { term: 2, from: '2026-01-01', persons: ['AWA', 'ISSA'] } }],
    });
  });

  const ali = { ...issa, person: 'ALI', relation: 'policyholder' as const };
  const host = (from: string, to: string) =>
    household.afterCommands(
      { ...asked(from, { ...enrolment(from, [ali]), household: 'H5' }), scheme: 'B' },
      { ...asked(from, { type: 'TakeOverCover', from, to }), scheme: 'B' },
    );

  test('into a household whose term runs longer: the months nobody paid are owed, and cover them once paid', () => {
    const past = { household: host('2025-04-01', '2026-03-31'), transfer: sent };
    const decision = receive(past, into({ relations: { AWA: 'other' } }));
    expect(decision).toMatchObject({
      events: {
        household: [
          {
            type: 'membership.PersonReceived',
            data: {
              person: 'AWA',
              relation: 'other',
              charges: [{ term: 1, months: 3, charged: true }],
              persons: [{ spans: [{ from: '2025-07-01', to: '2025-12-31' }] }],
            },
          },
          { data: { person: 'ISSA' } },
        ],
      },
    });
    if (decision.outcome !== 'accepted') throw new Error('received');
    const joined = [...past.household, ...(decision.events.household ?? [])];
    household
      .given(...joined)
      .when({ ...paid(1, '2025-08-10', ['AWA']), scheme: 'B' })
      .thenLike({
        type: 'membership.CoverageExtended',
        data: { persons: [{ spans: [{}, { from: '2026-01-01', to: '2026-03-31', waitingFrom: '2025-01-01' }] }] },
      });
  });

  test('into a household whose term ends sooner: to the end of that term, nothing owed', () => {
    const decision = receive({ household: host('2024-10-01', '2025-09-30'), transfer: sent }, into());
    expect(decision).toMatchObject({
      events: { household: [{ data: { charges: [], persons: [{ spans: [{ to: '2025-09-30' }] }] } }, {}] },
    });
  });

  test('once, by the scheme it is for, in a section it has', () => {
    const decision = receive(fresh, into());
    if (decision.outcome !== 'accepted') throw new Error('received');
    const done = { household: [], transfer: [...sent, ...(decision.events.transfer ?? [])] };
    expect(receive(done, into())).toEqual({ outcome: 'nothingToDo' });
    expect(receive(done, into({ household: 'H6' }))).toMatchObject({ reason: TransferReason.alreadyReceived });
    expect(receive(fresh, into({ scheme: 'C' }))).toMatchObject({ reason: TransferReason.unknown, kind: 'notFound' });
    expect(receive(fresh, into({ sectionOpen: false }))).toMatchObject({ reason: HouseholdReason.sectionUnknown });
    expect(receive(fresh, into({ policyholder: 'NOBODY' }))).toMatchObject({
      reason: HouseholdReason.policyholderMissing,
    });
    expect(receive(fresh, into({ household: 'H0' }))).toMatchObject({ reason: TransferReason.sameHousehold });
    expect(receive({ household: covered, transfer: sent }, into())).toMatchObject({
      reason: HouseholdReason.alreadyEnrolled,
    });
  });
});
