import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import { specFor } from '#testing/spec-for';
import { type AffiliationCommand, affiliationDecider } from './affiliation.decider.js';
import type { FederationEvent } from './federation.events.js';
import { FederationReason } from './federation.reasons.js';
import { affiliatedOn, federationFold } from './federation.state.js';
import type { Level } from './federation.types.js';
import { registerFederationDecider } from './register-federation.decider.js';

const register = (level: Level, parentLevel?: Level, self: readonly FederationEvent[] = []) => {
  const above: FederationEvent[] = parentLevel
    ? [
        {
          type: 'membership.FederationRegistered',
          version: 1,
          effectiveAt: '2024-01-01',
          data: { federation: 'UP', name: 'Union', level: parentLevel, parent: null },
        },
      ]
    : [];
  return registerFederationDecider.decide(
    { federation: 'F', name: 'Fédération', level, parent: parentLevel ? 'UP' : null, recordedOn: '2025-01-01' },
    { self: foldAll(federationFold, self), parent: foldAll(federationFold, above) },
  );
};
const registered: FederationEvent[] = [
  {
    type: 'membership.FederationRegistered',
    version: 1,
    effectiveAt: '2025-01-01',
    data: { federation: 'F', name: 'Fédération', level: 'regional', parent: null },
  },
];

describe('the tree', () => {
  test('a regional federation joins a national one, which learns of it', () =>
    expect(register('regional', 'national')).toMatchObject({
      events: { self: [{ data: { parent: 'UP' } }], parent: [{ data: { child: 'F' } }] },
    }));

  test.each<[Level, Level]>([
    ['regional', 'regional'],
    ['national', 'regional'],
  ])('a %s one does not belong to a %s one', (level, above) =>
    expect(register(level, above)).toMatchObject({ reason: FederationReason.parentTooLow }),
  );

  test('registered once', () => {
    expect(register('regional', undefined, registered)).toEqual({ outcome: 'nothingToDo' });
    expect(register('national', undefined, registered)).toMatchObject({ reason: FederationReason.alreadyRegistered });
  });
});

describe('affiliation', () => {
  const affiliations = specFor(affiliationDecider);
  const join = (
    from: string,
    more: Partial<Extract<AffiliationCommand, { type: 'AffiliateScheme' }>> = {},
  ): AffiliationCommand => ({
    type: 'AffiliateScheme' as const,
    ...{ scheme: 'A', schemeKnown: true, from, dues: { kind: 'perBeneficiary' as const, amount: 100 }, decision: 'D1' },
    ...more,
  });
  const leave = (until: string) => ({ type: 'EndAffiliation', scheme: 'A', until, decision: 'D2' }) as const;
  const after = (...commands: readonly AffiliationCommand[]) =>
    commands.reduce<readonly FederationEvent[]>(
      (past, command) => affiliations.given(...past).when(command).history,
      registered,
    );

  test('holds from its first to its last day', () => {
    const state = foldAll(federationFold, after(join('2025-01-01'), leave('2025-12-31')));
    if (state.status === 'none') throw new Error('registered');
    expect(['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map(on => affiliatedOn(state, on).length)).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test('who left comes back from the day after, not on the last day', () => {
    const left = after(join('2025-01-01'), leave('2025-12-31'));
    affiliations
      .given(...left)
      .when(join('2025-12-31'))
      .thenRefused(FederationReason.alreadyAffiliated);
    affiliations
      .given(...left)
      .when(join('2026-01-01'))
      .thenLike({ type: 'membership.SchemeAffiliated' });
  });

  test('of a scheme that is known, ended once, and not before it began', () => {
    affiliations
      .given(...registered)
      .when(join('2025-01-01', { schemeKnown: false }))
      .thenRefused(FederationReason.schemeUnknown);
    affiliations
      .given(...registered)
      .when(leave('2025-12-31'))
      .thenRefused(FederationReason.notAffiliated);
    affiliations
      .given(...after(join('2025-01-01')))
      .when(leave('2024-12-31'))
      .thenRefused(FederationReason.endsBeforeStart);
    affiliations
      .given(...after(join('2025-01-01'), leave('2025-12-31')))
      .when(leave('2025-12-31'))
      .thenNothing();
    affiliations.given().when(join('2025-01-01')).thenRefused(FederationReason.unknown);
  });
});
