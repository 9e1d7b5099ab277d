import { describe, expect, test } from '@jest/globals';
import { addDays } from '#kernel';
import { specFor } from '#testing/spec-for';
import { line, open } from '../../../test/claims-desk.js';
import type { ClaimEvent } from '../claim.events.js';
import { submittedEvent } from '../claim.recording.js';
import { noContent, type SubmittedClaim } from '../claim.types.js';
import { amendmentDecider, type ParkAmendment, type SettleAmendment } from './amendment.decider.js';
import { AmendmentReason } from './amendment.reasons.js';
import { parkedAmendment_days } from './amendment.types.js';

const spec = specFor(amendmentDecider);
const of = { claim: 'C1', scheme: 'A', provider: 'CSPS-1', person: 'AWA' };
const claim: SubmittedClaim = {
  ...of,
  ...{ serviceDate: '2025-05-02', admittedOn: null, dischargedOn: null, receivedOn: '2025-05-02' },
  ...{ recordedAt: '2025-05-02T10:00:00.000Z', emergency: false },
};
const park = (change: Partial<ParkAmendment> = {}): ParkAmendment => ({
  type: 'ParkAmendment',
  of,
  asked: { kind: 'cancellation', reason: 'autre patient' },
  on: '2025-05-02',
  ...change,
});
const settle: SettleAmendment = { type: 'SettleAmendment', of, outcome: 'applied', reason: null, on: '2025-05-03' };
const parked = spec.afterCommands(park());
const lastDay = addDays('2025-05-02', parkedAmendment_days);

describe('an amendment of a claim that has not come', () => {
  test('is kept with what it asks sealed for the person', () =>
    spec
      .given()
      .when(park())
      .then({
        type: 'benefits.AmendmentParked',
        version: 1,
        effectiveAt: '2025-05-02',
        data: { ...of, kind: 'cancellation', by: null, parkedOn: '2025-05-02', lastDay: '2025-06-01' },
        sealed: {
          asked: { subject: 'AWA', class: 'medical', value: { kind: 'cancellation', reason: 'autre patient' } },
        },
      }));
  test('names the claim that is to take its place', () => {
    const [event] = spec.afterCommands(
      park({
        asked: {
          kind: 'correction',
          request: { type: 'SubmitClaim', claim: { ...claim, claim: 'C2' }, content: noContent },
        },
      }),
    );
    expect(event?.data).toMatchObject({ kind: 'correction', by: 'C2' });
  });
  test('is the only one of its provider; another provider’s waits beside it', () => {
    spec
      .given(...parked)
      .when(park({ on: '2025-05-03' }))
      .thenRefused(AmendmentReason.anotherWaits);
    const both = spec.afterCommands(park(), park({ of: { ...of, provider: 'HD-1' } }));
    expect(spec.stateAfter(both).parked?.map(({ provider }) => provider)).toEqual(['CSPS-1', 'HD-1']);
    const left = spec.stateAfter(spec.afterCommands(park(), park({ of: { ...of, provider: 'HD-1' } }), settle));
    expect(left.parked?.map(({ provider }) => provider)).toEqual(['HD-1']);
  });
  test('keeps its place without its words once the person’s key is destroyed', () =>
    expect(spec.stateAfter(parked.map(event => ({ ...event, sealed: undefined }) as ClaimEvent))).toEqual({
      status: 'none',
      parked: [{ provider: 'CSPS-1', person: 'AWA', kind: 'cancellation', by: null, parkedOn: '2025-05-02', lastDay }],
    }));
});

describe('the days of an amendment', () => {
  const expire = (dayOver: string) => ({ type: 'ExpireAmendment', of, dayOver }) as const;
  test('end with its last day', () => {
    spec
      .given(...parked)
      .when(expire('2025-05-31'))
      .thenNothing();
    spec
      .given(...parked)
      .when(expire('2025-06-01'))
      .then({
        type: 'benefits.AmendmentSettled',
        version: 1,
        effectiveAt: '2025-06-01',
        data: { ...of, outcome: 'expired', reason: null, settledOn: '2025-06-01' },
      });
  });
  test('do not end what nobody parked', () => spec.given().when(expire('2025-06-01')).thenNothing());
  test('are no more counted once the claim has come', () =>
    spec
      .given(...parked, submittedEvent(claim, noContent))
      .when(expire('2025-06-01'))
      .thenNothing());
});

describe('once the claim is here', () => {
  test('nothing is parked any more', () =>
    spec.given(submittedEvent(claim, noContent)).when(park()).thenRefused(AmendmentReason.claimIsKnown));
  test('what became of it is written down once', () => {
    const given = [...parked, submittedEvent(claim, noContent)];
    spec
      .given(...given)
      .when({ ...settle, outcome: 'refused', reason: 'benefits.claim.nothing_to_reverse' })
      .then({
        type: 'benefits.AmendmentSettled',
        version: 1,
        effectiveAt: '2025-05-03',
        data: { ...of, outcome: 'refused', reason: 'benefits.claim.nothing_to_reverse', settledOn: '2025-05-03' },
      });
    const { history } = spec.given(...given).when(settle);
    spec
      .given(...history)
      .when(settle)
      .thenNothing();
    expect(spec.stateAfter(history)).not.toHaveProperty('parked');
  });
});

describe('a claim that comes', () => {
  const amendments = (more: Partial<SubmittedClaim>, person = 'AWA') => {
    const desk = open();
    desk.park({ ...of, provider: 'CSPS-1' }, '2025-12-02');
    desk.tryToSubmit('C1', { on: '2025-05-02', person, lines: [line('CONS', 1000)], ...more });
    return desk.eventsOf('claim-C1').filter(({ type }) => type.startsWith('benefits.Amendment'));
  };
  test('calls for what waits for it, on its last day too', () =>
    expect(amendments({})).toMatchObject([
      { type: 'benefits.AmendmentParked' },
      { type: 'benefits.AmendmentDue', effectiveAt: '2026-01-01', data: { ...of, dueOn: '2026-01-01' } },
    ]));
  test.each([
    ['another provider’s', { provider: 'HD-1' }, 'AWA'],
    ['another person’s', {}, 'NOBODY'],
  ])('is not amended where it is %s', (_, more, person) =>
    expect(amendments(more, person)[1]).toMatchObject({
      type: 'benefits.AmendmentSettled',
      data: { ...of, outcome: 'refused', reason: AmendmentReason.otherClaim, settledOn: '2026-01-01' },
    }),
  );
  test('a day after the last is not amended any more', () =>
    expect(amendments({ recordedAt: '2026-01-02T00:00:00.000Z' })[1]).toMatchObject({
      type: 'benefits.AmendmentSettled',
      data: { outcome: 'expired', reason: null, settledOn: '2026-01-02' },
    }));
});

describe('a claim that its provider takes back', () => {
  test('is annulled though it was refused, and stays so', () => {
    const desk = open();
    desk.submit('C1', { on: '2025-05-02', lines: [line('XYZ', 1000)] });
    expect(desk.reverse('C1', '2025-05-03')).toBe('benefits.claim.nothing_to_reverse');
    expect(desk.withdraw('C1', '2025-05-03')).toBe('accepted');
    expect(desk.answer('C1')).toMatchObject({ status: 'reversed', decision: 2, scheme: 0 });
    expect(desk.readjudicate('C1')).toBe('nothingToDo');
  });
});
