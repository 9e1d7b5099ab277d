import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { PartnerCommand } from './partner.commands.js';
import { partnerDecider } from './partner.decider.js';
import type { PartnerEvent } from './partner.events.js';
import { PartnerReason } from './partner.reasons.js';
import { countsOf, type RegisteredPartner } from './partner.state.js';

const partner = specFor(partnerDecider);

const registered = (other: object = {}): PartnerCommand => ({
  type: 'RegisterPartner',
  partner: 'APPUI',
  name: 'Association d’appui aux familles',
  needs: ['psychological', 'legal'],
  formal: true,
  registeredOn: '2025-01-01',
  ...other,
});
const quota = (name: string, from: string, to: string, households = 30, agreedOn = from): PartnerCommand => ({
  type: 'AgreePartnerQuota',
  partner: 'APPUI',
  quota: name,
  period: { from, to },
  households,
  agreedOn,
});
const firstQuarter = quota('T1', '2025-01-01', '2025-03-31');
const refer = (number: number | string, identifiedOn = '2025-02-01', other: object = {}): PartnerCommand => ({
  type: 'ReferHousehold',
  partner: 'APPUI',
  referral: `O-${number}`,
  scheme: 'ZABRE',
  household: `H-${number}`,
  pseudonym: `p-${number}`,
  need: 'legal',
  decision: 'COMITE-3',
  identifiedOn,
  ...other,
});
const accepted = (number: number): PartnerCommand => ({
  type: 'AcceptReferral',
  partner: 'APPUI',
  scheme: 'ZABRE',
  referral: `O-${number}`,
  acceptedOn: '2025-02-10',
});
const closed = (number: number, done = true, scheme = 'ZABRE'): PartnerCommand => ({
  type: 'CloseReferral',
  partner: 'APPUI',
  scheme,
  referral: `O-${number}`,
  done,
  closedOn: '2025-03-10',
});
const many = (count: number): PartnerCommand[] => Array.from({ length: count }, (_, index) => refer(index + 1));
const issuedIn = (events: readonly PartnerEvent[]) =>
  events.flatMap(event => (event.type === 'subsidies.ReferralIssued' ? [event.data.referral] : []));
const statesOf = (past: readonly PartnerEvent[]) => countsOf(partner.stateAfter(past) as RegisteredPartner);

describe('a quota of thirty households a quarter', () => {
  const thirty = partner.afterCommands(registered(), firstQuarter, ...many(30));

  test('takes the thirtieth; the next waits', () => {
    expect(issuedIn(thirty)).toHaveLength(30);
    partner
      .given(...thirty)
      .when(refer(31))
      .then({
        type: 'subsidies.ReferralKeptWaiting',
        version: 1,
        effectiveAt: '2025-02-01',
        data: {
          ...{ partner: 'APPUI', referral: 'O-31', scheme: 'ZABRE', household: 'H-31', pseudonym: 'p-31' },
          ...{ need: 'legal', decision: 'COMITE-3', identifiedOn: '2025-02-01', reason: 'REF-001' },
        },
      });
  });

  test('is four fifths done when twenty-four households were served', () => {
    const past = partner.afterCommands(
      ...[registered(), firstQuarter, ...many(31)],
      ...Array.from({ length: 24 }, (_, index) => [accepted(index + 1), closed(index + 1)]).flat(),
    );
    expect(statesOf(past)).toEqual({ waiting: 1, issued: 30, accepted: 24, done: 24, notDone: 0 });
  });

  test('counts a household once, however many of its needs are served', () =>
    partner
      .given(...thirty)
      .when(refer('30b', '2025-03-31', { household: 'H-30', need: 'psychological' }))
      .thenLike({ type: 'subsidies.ReferralIssued', data: { quota: 'T1' } }));

  test('is for its days, the first and the last inside', () => {
    const empty = partner.afterCommands(registered(), firstQuarter);
    for (const day of ['2025-01-01', '2025-03-31'])
      partner
        .given(...empty)
        .when(refer(1, day))
        .thenLike({ type: 'subsidies.ReferralIssued' });
    for (const day of ['2024-12-31', '2025-04-01'])
      partner
        .given(...empty)
        .when(refer(1, day))
        .thenLike({ type: 'subsidies.ReferralKeptWaiting' });
  });
});

describe('those who wait', () => {
  const small = quota('T1', '2025-01-01', '2025-03-31', 1);
  const waiting = partner.afterCommands(
    ...[registered(), small, refer(1), refer('late', '2025-02-20'), refer('early', '2025-02-10')],
  );

  test('are sent in the order in which their need was identified, before anybody later', () => {
    const next = partner.given(...waiting).when(quota('T2', '2025-04-01', '2025-06-30', 2, '2025-03-15'));
    expect(issuedIn(next.events)).toEqual([]);
    const begun = partner
      .given(...next.history)
      .when({ type: 'IssueWaitingReferrals', partner: 'APPUI', on: '2025-04-01' });
    expect(issuedIn(begun.events)).toEqual(['O-early', 'O-late']);
    const asked = partner.given(...next.history).when(refer('new', '2025-04-02'));
    expect(issuedIn(asked.events)).toEqual(['O-early', 'O-late']);
    expect(asked.events[0]).toMatchObject({ type: 'subsidies.ReferralKeptWaiting', data: { referral: 'O-new' } });
  });

  test('are sent at once when a quota that has begun is agreed on', () => {
    const next = partner.given(...waiting).when(quota('T2', '2025-04-01', '2025-06-30', 1, '2025-04-05'));
    expect(issuedIn(next.events)).toEqual(['O-early']);
  });

  test('can be neither accepted nor closed', () => {
    const ask = { partner: 'APPUI', scheme: 'ZABRE', referral: 'O-early' };
    const past = partner.given(...waiting);
    past.when({ type: 'AcceptReferral', ...ask, acceptedOn: '2025-03-01' }).thenRefused(PartnerReason.notIssued);
    past
      .when({ type: 'CloseReferral', ...ask, done: true, closedOn: '2025-03-01' })
      .thenRefused(PartnerReason.notIssued);
  });
});

test('a partner without contract has no quota and needs none', () =>
  partner
    .given(...partner.afterCommands(registered({ formal: false })))
    .when(refer(1))
    .thenLike({ type: 'subsidies.ReferralIssued', data: { quota: null } }));

describe('what makes no sense is turned away', () => {
  const past = partner.given(...partner.afterCommands(registered(), firstQuarter, refer(1), accepted(1), closed(1)));

  test('another name, another quota of the same number, days with two quotas', () => {
    past.when(registered()).thenNothing();
    past.when(registered({ formal: false })).thenRefused(PartnerReason.alreadyRegistered);
    past.when(firstQuarter).thenNothing();
    past.when(quota('T1', '2025-01-01', '2025-03-31', 31)).thenRefused(PartnerReason.quotaUsed);
    past.when(quota('T2', '2025-03-31', '2025-06-30')).thenRefused(PartnerReason.periodOverlaps);
    past.when(quota('T2', '2025-04-01', '2025-03-31')).thenRefused(PartnerReason.periodReversed);
  });

  test('another need, another scheme’s referral, another outcome', () => {
    past.when(refer(1)).thenNothing();
    past.when(refer(1, '2025-02-01', { need: 'psychological' })).thenRefused(PartnerReason.referralUsed);
    past.when(refer(2, '2025-02-01', { need: 'funeral' })).thenRefused(PartnerReason.needNotServed);
    past.when(closed(1)).thenNothing();
    past.when(closed(1, false)).thenRefused(PartnerReason.closed);
    past.when(closed(1, true, 'LEO')).thenRefused(PartnerReason.referralUnknown);
    past.when(accepted(1)).thenRefused(PartnerReason.closed);
  });
});
