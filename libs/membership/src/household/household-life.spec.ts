import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { asked, awa, binta, closed, covered2025, enrol, issa, paid } from './examples/h0.js';
import { householdDecider } from './household.decider.js';
import { HouseholdReason } from './household.reasons.js';

const household = specFor(householdDecider);
const covered = household.afterCommands(...covered2025);

describe('someone who joins later', () => {
  const add = asked('2025-06-15', { type: 'AddPerson', ...binta, relation: 'other', addedOn: '2025-06-15' });
  const added = household.afterCommands(...covered2025, add);

  test('owes the whole months left of the term', () =>
    household
      .given(...covered)
      .when(add)
      .thenLike({
        type: 'membership.PersonAdded',
        data: { person: 'BINTA', charges: [{ term: 1, months: 6, charged: true }] },
      }));

  test('owes the next term too when it is open already', () =>
    household
      .given(...household.afterCommands(...covered2025, closed('2025-11-01')))
      .when(asked('2025-11-15', { type: 'AddPerson', ...binta, addedOn: '2025-11-15' }))
      .thenLike({
        data: {
          charges: [
            { term: 1, months: 1, charged: true },
            { term: 2, months: 12, charged: true },
          ],
        },
      }));

  test('is covered from the month after the payment to the end of the term, with a waiting of their own', () =>
    household
      .given(...added)
      .when(paid(1, '2025-06-15', ['BINTA']))
      .thenLike({
        type: 'membership.CoverageExtended',
        effectiveAt: '2025-07-01',
        data: {
          persons: [{ person: 'BINTA', spans: [{ from: '2025-07-01', to: '2025-12-31', waitingFrom: '2025-07-01' }] }],
        },
      }));

  test('is not covered by the payment of the others', () => {
    const state = household.stateAfter(
      household.afterCommands(
        enrol('2024-12-15'),
        asked('2024-12-16', { type: 'AddPerson', ...binta, addedOn: '2024-12-16' }),
        paid(1, '2024-12-18'),
      ),
    );
    expect(state).toMatchObject({
      members: [{ cover: { spans: [{}] } }, {}, { person: 'BINTA', cover: { spans: [] } }],
    });
  });

  test('must not be there already', () =>
    household
      .given(...added)
      .when(add)
      .thenRefused(HouseholdReason.personAlreadyThere));
});

describe('a birth', () => {
  const declare = (bornOn: string, declaredOn: string) =>
    asked(declaredOn, { type: 'DeclareBirth', person: 'BEBE', name: 'Bébé', sex: 'F', bornOn, declaredOn });

  test.each(['2025-06-30', '2025-07-10'])('declared in time (%s) is covered from birth, without waiting', declaredOn =>
    household
      .given(...covered)
      .when(declare('2025-06-10', declaredOn))
      .thenLike({
        type: 'membership.BirthDeclared',
        data: {
          inTime: true,
          persons: [
            {
              person: 'BEBE',
              undeclared: null,
              spans: [{ from: '2025-06-10', to: '2025-12-31', waitingFrom: '2025-06-10', waitingWaived: true }],
            },
          ],
        },
      }),
  );

  test.each([
    ['2025-07-11', '2025-07-31', '2025-08-01'],
    ['2025-08-01', '2025-08-31', '2025-09-01'],
  ])('declared late (%s) is covered from the month after, and undeclared until then', (declaredOn, to, from) =>
    household
      .given(...covered)
      .when(declare('2025-06-10', declaredOn))
      .thenLike({
        data: {
          inTime: false,
          persons: [
            { undeclared: { from: '2025-06-10', to }, spans: [{ from, waitingFrom: from, waitingWaived: false }] },
          ],
        },
      }),
  );

  test('costs the running term nothing', () =>
    household
      .given(...covered)
      .when(declare('2025-06-10', '2025-06-30'))
      .thenLike({ data: { charges: [{ term: 1, months: 6, charged: false }] } }));

  test('in grace is covered from birth once the renewal is paid', () => {
    const born = household.afterCommands(...covered2025, closed('2026-01-05'), declare('2026-01-10', '2026-01-12'));
    household
      .given(...born)
      .when(paid(2, '2026-01-20', ['AWA', 'ISSA', 'BEBE']))
      .thenLike({
        data: { persons: [{}, {}, { person: 'BEBE', spans: [{ from: '2026-01-10', waitingWaived: true }] }] },
      });
  });

  test('in a suspended household is suspended with it', () => {
    const suspended = household.afterCommands(
      ...covered2025,
      asked('2025-07-02', { type: 'NoteEntitlementSuspended', term: 1, from: '2025-07-01', origin: 'o' }),
    );
    household
      .given(...suspended)
      .when(declare('2025-07-03', '2025-07-04'))
      .thenLike({ data: { persons: [{ spans: [{ suspensions: [{ from: '2025-07-01', until: null }] }] }] } });
  });

  test('cannot be declared before it happens', () =>
    household
      .given(...covered)
      .when(declare('2025-06-10', '2025-06-09'))
      .thenRefused(HouseholdReason.bornAfterDeclaration));
});

describe('a death', () => {
  const died = (person: string, diedOn: string, declaredOn = diedOn) =>
    asked(declaredOn, { type: 'RecordDeath', person, diedOn, declaredOn });

  test('ends the cover of that person with that day', () =>
    household
      .given(...covered)
      .when(died('ISSA', '2025-09-20', '2025-10-30'))
      .thenLike({
        type: 'membership.DeathRecorded',
        effectiveAt: '2025-09-20',
        data: {
          policyholder: 'AWA',
          persons: [
            { person: 'ISSA', diedOn: '2025-09-20', spans: [{ to: '2025-09-20', ended: 'death', graceUntil: null }] },
          ],
        },
      }));

  test('of the policyholder makes the spouse answer for the household, whose cover goes on', () => {
    const { history } = household.given(...covered).when(died('AWA', '2025-09-20'));
    expect(household.stateAfter(history)).toMatchObject({
      policyholder: 'ISSA',
      members: [{}, { cover: { spans: [{ to: '2025-12-31', ended: null }] } }],
    });
  });

  test('without a spouse falls to the eldest adult, never to a child', () => {
    const adult = { ...issa, person: 'OUMAR', relation: 'other' as const, birthDate: '2007-09-20' };
    const given = household.afterCommands(enrol('2024-12-15', [awa, binta, adult]));
    household
      .given(...given)
      .when(died('AWA', '2025-09-20'))
      .thenLike({ data: { policyholder: 'OUMAR' } });
    household
      .given(...given)
      .when(died('AWA', '2025-09-19'))
      .thenLike({ data: { policyholder: null } });
  });

  test('is recorded once, on one day', () => {
    const dead = household.afterCommands(...covered2025, died('ISSA', '2025-09-20'));
    household
      .given(...dead)
      .when(died('ISSA', '2025-09-20', '2025-09-22'))
      .thenNothing();
    household
      .given(...dead)
      .when(died('ISSA', '2025-09-21', '2025-09-22'))
      .thenRefused(HouseholdReason.deathRecordedOtherwise);
  });

  test('in grace leaves the renewal to cover the days lived', () => {
    const dead = household.afterCommands(...covered2025, closed('2026-01-05'), died('ISSA', '2026-01-15'));
    household
      .given(...dead)
      .when(paid(2, '2026-01-25'))
      .thenLike({
        data: {
          persons: [
            { person: 'AWA' },
            { person: 'ISSA', spans: [{}, { from: '2026-01-01', to: '2026-01-15', ended: 'death' }] },
          ],
        },
      });
  });
});

describe('cover by decision', () => {
  const enrolled = household.afterCommands(enrol('2025-05-15'));

  test('taken over from another register keeps its start and its waiting', () =>
    household
      .given(...enrolled)
      .when(
        asked('2025-05-15', { type: 'TakeOverCover', from: '2025-01-01', to: '2025-12-31', waitingFrom: '2024-01-01' }),
      )
      .thenLike({
        type: 'membership.CoverageTakenOver',
        data: { term: 1, graceUntil: '2026-01-30', persons: [{ spans: [{ waitingFrom: '2024-01-01' }] }, {}] },
      }));

  test('by targeted subsidy has no waiting and may start before the approval', () =>
    household
      .given(...enrolled)
      .when(
        asked('2025-05-20', {
          type: 'GrantTargetedCover',
          from: '2025-04-01',
          approvedOn: '2025-05-20',
          decision: 'CPS-17',
        }),
      )
      .thenLike({
        type: 'membership.TargetedCoverageGranted',
        effectiveAt: '2025-04-01',
        data: { from: '2025-04-01', to: '2026-03-31', persons: [{ spans: [{ waitingWaived: true }] }, {}] },
      }));

  test('is not given twice', () =>
    household
      .given(...covered)
      .when(
        asked('2025-05-20', {
          type: 'GrantTargetedCover',
          from: '2025-12-31',
          approvedOn: '2025-05-20',
          decision: 'CPS-17',
        }),
      )
      .thenRefused(HouseholdReason.alreadyCovered));
});
