import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, awa, closed, covered2025, enrol, enrolment, issa, paid } from './examples/h0.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);
const renewable = household.afterCommands(...covered2025, closed('2025-11-01'));

describe('enrolment', () => {
  test('seals names and birth dates; ids and relations stay readable', () => {
    const [enrolled] = household.given().when(enrol('2025-03-01')).events;
    expect(enrolled).toMatchObject({
      data: { term: 1, persons: [{ person: 'AWA', relation: 'policyholder' }, { person: 'ISSA' }] },
    });
    expect(JSON.stringify(enrolled?.data)).not.toContain('Ouédraogo');
    expect(enrolled?.sealed?.['AWA']).toMatchObject({
      subject: 'AWA',
      class: 'identity',
      value: { birthDate: '1990-04-02' },
    });
  });

  test('of a household that is there already is turned away', () =>
    household
      .given(...covered)
      .when(enrol('2025-03-01'))
      .thenRefused(HouseholdReason.alreadyEnrolled));

  test('names each person once, the policyholder among them', () => {
    household
      .given()
      .when(enrol('2025-03-01', [awa, awa]))
      .thenRefused(HouseholdReason.personTwice);
    household
      .given()
      .when(asked('2025-03-01', { ...enrolment('2025-03-01', [issa]), policyholder: 'AWA' }))
      .thenRefused(HouseholdReason.policyholderMissing);
  });

  test('on a paper of 30 days ago is entered by one person; of 31 days ago, by two', () => {
    const form = enrolment('2025-03-01');
    household.given().when(asked('2025-03-31', form)).thenLike({ type: 'membership.HouseholdEnrolled' });
    household
      .given()
      .when(asked('2025-04-01', form))
      .thenRefused(HouseholdReason.backdatedTooFar, { late_days: 31, limit_days: 30 });
    household
      .given()
      .when(asked('2025-04-01', { ...form, approvedBy: 'clerk-1' }))
      .thenRefused(HouseholdReason.backdatedTooFar);
    household
      .given()
      .when(asked('2025-04-01', { ...form, approvedBy: 'manager-1' }))
      .thenLike({ data: { enrolledOn: '2025-03-01', approvedBy: 'manager-1' } });
  });

  test('is not entered before its date', () =>
    household
      .given()
      .when(asked('2025-02-28', enrolment('2025-03-01')))
      .thenRefused(HouseholdReason.datedInFuture));

  test('needs rules in force on its date', () =>
    household
      .given()
      .when(asked('2019-12-31', enrolment('2019-12-31')))
      .thenRefused(HouseholdReason.noRulesInForce));

  test('in one scheme is unknown to another', () =>
    household
      .given(...covered)
      .when(
        asked(
          '2025-03-01',
          { type: 'RecordDeath', person: 'AWA', diedOn: '2025-02-20', declaredOn: '2025-03-01' },
          { scheme: 'B' },
        ),
      )
      .thenRefused(HouseholdReason.unknown));
});

describe('first cover', () => {
  test('starts on the first of the month after the threshold was met, for twelve months', () =>
    household
      .given(...household.afterCommands(enrol('2024-12-15')))
      .when(paid(1, '2024-12-18'))
      .thenLike({
        type: 'membership.CoverageStarted',
        effectiveAt: '2025-01-01',
        data: {
          ...{
            term: 1,
            from: '2025-01-01',
            to: '2025-12-31',
            graceUntil: '2026-01-30',
            origin: 'receipt-of-2024-12-18',
          },
          persons: [
            { person: 'AWA', spans: [{ from: '2025-01-01', to: '2025-12-31', waitingFrom: '2025-01-01' }] },
            { person: 'ISSA' },
          ],
        },
      }));

  test('paid on the last day of a month starts the next day', () =>
    household
      .given(...household.afterCommands(enrol('2024-12-15')))
      .when(paid(1, '2024-12-31'))
      .thenLike({ data: { from: '2025-01-01' } }));

  test('is told once', () =>
    household
      .given(...covered)
      .when(paid(1, '2024-12-18'))
      .thenNothing());
});

describe('renewal', () => {
  test('opens sixty days before expiry', () => {
    household
      .given(...covered)
      .when(closed('2025-10-31'))
      .thenNothing();
    household
      .given(...covered)
      .when(closed('2025-11-01'))
      .thenLike({
        type: 'membership.RenewalOpened',
        data: {
          term: 2,
          from: '2026-01-01',
          to: '2026-12-31',
          persons: ['AWA', 'ISSA'],
          opensOn: '2025-11-01',
          deadline: '2026-01-30',
        },
      });
  });

  test('on the last day of grace goes on without a gap and without new waiting', () =>
    household
      .given(...renewable)
      .when(paid(2, '2026-01-30'))
      .thenLike({
        type: 'membership.CoverageRenewed',
        data: {
          from: '2026-01-01',
          to: '2026-12-31',
          persons: [{ spans: [{}, { from: '2026-01-01', waitingFrom: '2025-01-01' }] }, {}],
        },
      }));

  test('the last day of grace is still in time; the day after, cover lapses at its expiry', () => {
    household
      .given(...renewable)
      .when(closed('2026-01-30'))
      .thenNothing();
    household
      .given(...renewable)
      .when(closed('2026-01-31'))
      .thenLike(
        {
          type: 'membership.CoverageLapsed',
          effectiveAt: '2025-12-31',
          data: { persons: [{ spans: [{ ended: 'lapsed', graceUntil: null }] }, {}] },
        },
        { type: 'membership.TermAbandoned', data: { term: 2, because: 'lapsed' } },
      );
  });

  test('the last day of grace, closed while it runs, lapses nothing: a payment may still be made', () =>
    household
      .given(...renewable)
      .when(closed('2026-01-30'))
      .thenNothing());

  test('the last day of grace, closed the morning after, lapses the cover at its expiry', () =>
    household
      .given(...renewable)
      .when(closed('2026-01-30', '2026-01-31'))
      .thenLike(
        { type: 'membership.CoverageLapsed', data: { lapsedOn: '2025-12-31' } },
        { type: 'membership.TermAbandoned', data: { term: 2, on: '2026-01-31' } },
      ));

  const lapsed = household.afterCommands(...covered2025, closed('2025-11-01'), closed('2026-01-31'));

  test('paid after the lapse is new cover, with new waiting', () =>
    household
      .given(...lapsed)
      .when(paid(3, '2026-02-10'))
      .thenLike({
        type: 'membership.CoverageStarted',
        data: {
          term: 3,
          from: '2026-03-01',
          to: '2027-02-28',
          persons: [{ spans: [{ ended: 'lapsed' }, { waitingFrom: '2026-03-01' }] }, {}],
        },
      }));

  test('paid after grace before that day was closed lapses and starts anew', () =>
    household
      .given(...renewable)
      .when(paid(2, '2026-01-31'))
      .thenLike(
        { type: 'membership.CoverageLapsed', data: { term: 1, lapsedOn: '2025-12-31' } },
        {
          type: 'membership.CoverageStarted',
          data: { from: '2026-02-01', persons: [{ spans: [{ ended: 'lapsed' }, {}] }, {}] },
        },
      ));

  test('paid in time but entered after the lapse undoes it', () =>
    household
      .given(...lapsed)
      .when(paid(3, '2026-01-28', ['AWA', 'ISSA'], '2026-02-05'))
      .thenLike({
        type: 'membership.CoverageReinstated',
        data: {
          from: '2026-01-01',
          lapsedTerm: 1,
          persons: [
            {
              spans: [
                { ended: null, graceUntil: '2026-01-30' },
                { from: '2026-01-01', waitingFrom: '2025-01-01' },
              ],
            },
            {},
          ],
        },
      }));

  test('lapses once', () =>
    household
      .given(...lapsed)
      .when(closed('2026-02-01'))
      .thenNothing());

  test('opened late, days having been closed late, stays payable while the lapse is told', () => {
    const late = household.given(...covered).when(closed('2026-02-15'));
    late.thenLike(
      { type: 'membership.RenewalOpened' },
      { type: 'membership.CoverageLapsed', data: { deadline: '2026-02-16' } },
    );
    household
      .given(...late.history)
      .when(paid(2, '2026-01-20'))
      .thenLike({ type: 'membership.CoverageReinstated' });
    household
      .given(...late.history)
      .when(closed('2026-02-16'))
      .thenLike({ type: 'membership.TermAbandoned', data: { term: 2 } });
  });
});
