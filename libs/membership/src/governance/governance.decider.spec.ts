import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { GovernanceCommand, GovernanceRequest } from './governance.commands.js';
import { governanceDecider } from './governance.decider.js';
import { GovernanceReason } from './governance.reasons.js';
import { decisionOn, inOffice, overdue } from './governance.state.js';

const governance = specFor(governanceDecider);
const asked = (request: GovernanceRequest, recordedOn = '2025-06-30'): GovernanceCommand => ({
  ...request,
  scheme: 'A',
  recordedOn,
});

describe('mandates', () => {
  const mandate = (id: string, from: string, until: string) =>
    asked({ type: 'StartMandate', mandate: id, organ: 'board', office: 'TREASURER', holder: 'P1', from, until });
  const started = governance.afterCommands(mandate('M1', '2025-01-01', '2027-12-31'));

  test('run from their first to their last day', () => {
    const state = governance.stateAfter(started);
    expect(['2024-12-31', '2025-01-01', '2027-12-31', '2028-01-01'].map(on => inOffice(state, on).length)).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test('an office has one holder: the next begins the day after', () => {
    governance
      .given(...started)
      .when(mandate('M2', '2027-12-31', '2029-12-31'))
      .thenRefused(GovernanceReason.officeHeld);
    governance
      .given(...started)
      .when(mandate('M2', '2028-01-01', '2029-12-31'))
      .thenLike({ type: 'membership.MandateStarted' });
  });

  test('end early on a last day, not in the future, and not before they began', () => {
    const end = (on: string) => asked({ type: 'EndMandate', mandate: 'M1', on });
    governance
      .given(...started)
      .when(end('2025-06-30'))
      .thenLike({ type: 'membership.MandateEnded', data: { on: '2025-06-30' } });
    governance
      .given(...started)
      .when(end('2025-07-01'))
      .thenRefused(GovernanceReason.datedInFuture);
    governance
      .given(...started)
      .when(end('2024-12-31'))
      .thenRefused(GovernanceReason.endsBeforeStart);
  });

  test('again under its number: the same changes nothing, another is refused', () => {
    governance
      .given(...started)
      .when(mandate('M1', '2025-01-01', '2027-12-31'))
      .thenNothing();
    governance
      .given(...started)
      .when(mandate('M1', '2025-01-02', '2027-12-31'))
      .thenRefused(GovernanceReason.numberTaken);
  });
});

describe('meetings and what they decide', () => {
  const meet = (present: number, called = 100) =>
    asked({
      type: 'HoldMeeting',
      meeting: 'AG1',
      organ: 'assembly',
      heldOn: '2025-03-15',
      called,
      present,
      quorum_bps: 5_000,
    });
  const resolve = (inFavour: number, against: number, abstained = 0) =>
    asked({
      type: 'RecordResolution',
      decision: 'D1',
      meeting: 'AG1',
      matter: 'coverRules',
      inFavour,
      against,
      abstained,
    });
  const held = governance.afterCommands(meet(50));

  test.each([
    [50, true],
    [49, false],
  ])('of a hundred called %i present make a quorum of half: %s', (present, quorate) =>
    governance.given().when(meet(present)).thenLike({ data: { quorate } }),
  );

  test('more for it than against it adopts; as many does not', () => {
    governance
      .given(...held)
      .when(resolve(26, 24))
      .thenLike({ type: 'membership.ResolutionRecorded', effectiveAt: '2025-03-15', data: { adopted: true } });
    governance
      .given(...held)
      .when(resolve(25, 25))
      .thenLike({ data: { adopted: false } });
  });

  test('no more votes than were present, no more present than called, nothing without a quorum', () => {
    governance
      .given(...held)
      .when(resolve(30, 20, 1))
      .thenRefused(GovernanceReason.countsDoNotFit);
    governance.given().when(meet(101)).thenRefused(GovernanceReason.countsDoNotFit);
    governance
      .given(...governance.afterCommands(meet(49)))
      .when(resolve(30, 1))
      .thenRefused(GovernanceReason.noQuorum);
  });

  test('only an adopted decision about the matter is one to cite', () => {
    const adopted = governance.stateAfter(governance.afterCommands(meet(50), resolve(26, 24)));
    const lost = governance.stateAfter(governance.afterCommands(meet(50), resolve(25, 25)));
    expect(decisionOn(adopted, 'D1', 'coverRules')?.decidedOn).toBe('2025-03-15');
    expect([decisionOn(adopted, 'D1', 'budget'), decisionOn(lost, 'D1', 'coverRules')]).toEqual([undefined, undefined]);
  });
});

describe('agreements', () => {
  const duties = [{ duty: 'V1', what: 'Visite trimestrielle', dueOn: '2025-03-31' }];
  const sign = asked({
    type: 'SignAgreement',
    ...{ agreement: 'C1', partner: 'STEP', subject: 'Appui', from: '2025-01-01', until: '2025-12-31', duties },
  });
  const signed = governance.afterCommands(sign);
  const fulfil = (on: string) => asked({ type: 'FulfilDuty', agreement: 'C1', duty: 'V1', on });
  test('bear a number once: said again nothing changes, with another day or duty it is another agreement', () => {
    const known = governance.afterCommands(sign, fulfil('2025-02-01'));
    const again = (changes: object) => governance.given(...known).when({ ...sign, ...changes } as typeof sign);
    again({}).thenNothing();
    again({ until: '2026-01-31' }).thenRefused(GovernanceReason.numberTaken);
    again({ duties: duties.map(duty => ({ ...duty, dueOn: '2030-01-01' })) }).thenRefused(GovernanceReason.numberTaken);
    again({ duties: [] }).thenRefused(GovernanceReason.numberTaken);
  });

  test('a duty is overdue from the day after its own', () => {
    const state = governance.stateAfter(signed);
    expect(['2025-03-31', '2025-04-01'].map(on => overdue(state, on).length)).toEqual([0, 1]);
  });

  test.each([
    ['2025-03-31', 0],
    ['2025-04-02', 2],
  ])('fulfilled on %s it is %i days late', (on, late_days) => {
    const done = governance.given(...signed).when(fulfil(on));
    done.thenLike({ type: 'membership.DutyFulfilled', data: { late_days } });
    expect(overdue(governance.stateAfter(done.history), '2025-12-31')).toEqual([]);
  });
});
