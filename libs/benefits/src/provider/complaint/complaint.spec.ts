import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { providerDecider } from '../provider.decider.js';
import type { ProviderCommand } from '../provider.commands.js';
import { agreementsOf, contractOn } from '../provider.state.js';
import { ComplaintReason } from './complaint.reasons.js';
import type { QualityClause } from './complaint.types.js';

const providers = specFor(providerDecider);
const about = { provider: 'PH-1', scheme: 'A' };
const contract = (quality?: QualityClause): ProviderCommand => ({
  type: 'ContractProvider',
  ...about,
  contract: {
    sector: 'private',
    level: 'pharmacy',
    tariff: null,
    ...(quality ? { quality } : {}),
    from: '2025-01-01',
    to: null,
  },
});
const file = (complaint: string, happenedOn = '2025-05-01', change: object = {}): ProviderCommand => ({
  type: 'FileComplaint',
  ...about,
  ...{
    complaint,
    kind: 'stockOut',
    happenedOn,
    person: 'AWA',
    words: 'pas d’amoxicilline',
    actor: 'clerk',
    on: '2025-05-10',
  },
  ...change,
});
const answer = (complaint: string, outcome = 'founded', change: object = {}) =>
  ({
    type: 'AnswerComplaint',
    ...about,
    complaint,
    outcome,
    answer: 'vu',
    actor: 'manager',
    on: '2025-05-20',
    ...change,
  }) as ProviderCommand;
const eventsOf = (...commands: ProviderCommand[]) => providers.afterCommands(...commands);
const last = (...commands: ProviderCommand[]) => eventsOf(...commands).map(({ type }) => type.replace('benefits.', ''));

describe('a complaint', () => {
  test('is filed, answered by another person, and counted', () => {
    const state = providers.stateAfter(
      eventsOf(contract(), file('R1'), file('R2'), answer('R1'), answer('R2', 'unfounded')),
    );
    expect([...(agreementsOf(state, 'A').complaints?.values() ?? [])]).toMatchObject([
      { complaint: 'R1', kind: 'stockOut', status: 'founded', answeredOn: '2025-05-20' },
      { complaint: 'R2', status: 'unfounded' },
    ]);
    expect(agreementsOf(state, 'B').complaints).toBeUndefined();
  });
  test('may be about that very day, not about the next', () => {
    const given = () => providers.given(...eventsOf(contract()));
    expect(last(contract(), file('R1', '2025-05-10'))).toEqual(['ProviderContracted', 'ComplaintFiled']);
    given().when(file('R1', '2025-05-11')).thenRefused(ComplaintReason.happenedInFuture);
  });
  test('told twice is one; another under its number is refused', () => {
    const given = () => providers.given(...eventsOf(contract(), file('R1')));
    given().when(file('R1')).thenNothing();
    given().when(file('R1', '2025-05-02')).thenRefused(ComplaintReason.alreadyFiled);
    given()
      .when(file('R1', '2025-05-01', { kind: 'cardRefused' }))
      .thenRefused(ComplaintReason.alreadyFiled);
    given()
      .when(file('R1', '2025-05-01', { actor: 'other' }))
      .thenRefused(ComplaintReason.alreadyFiled);
  });
  test('needs a contract, of this scheme', () => {
    providers.given().when(file('R1')).thenRefused(ComplaintReason.notContracted);
    providers
      .given(...eventsOf(contract()))
      .when(file('R1', '2025-05-01', { scheme: 'B' }))
      .thenRefused(ComplaintReason.notContracted);
  });
  test('is answered once, never by who entered it', () => {
    const given = () => providers.given(...eventsOf(contract(), file('R1')));
    given().when(answer('R2')).thenRefused(ComplaintReason.notFound);
    given()
      .when(answer('R1', 'founded', { actor: 'clerk' }))
      .thenRefused(ComplaintReason.samePerson);
    const answered = () => providers.given(...eventsOf(contract(), file('R1'), answer('R1', 'withdrawn')));
    answered().when(answer('R1', 'withdrawn')).thenNothing();
    answered().when(answer('R1')).thenRefused(ComplaintReason.alreadyAnswered);
  });
});

describe('a quality clause', () => {
  const clause = { mostComplaints: 1, withinDays: 30, suspendDays: 10 };
  test('bears one founded complaint, and is broken by the second', () => {
    expect(last(contract(clause), file('R1'), answer('R1'))).not.toContain('QualityClauseBroken');
    const events = eventsOf(contract(clause), file('R1'), answer('R1'), file('R2'), answer('R2'));
    expect(events.slice(-2)).toMatchObject([
      {
        type: 'benefits.QualityClauseBroken',
        data: { founded: ['R1', 'R2'], consequence: 'suspension', on: '2025-05-20' },
      },
      { type: 'benefits.ProviderSuspended', data: { from: '2025-05-21', until: '2025-05-30' } },
    ]);
    const state = providers.stateAfter(events);
    const standing = ['2025-05-20', '2025-05-21', '2025-05-30', '2025-05-31'].map(
      on => contractOn(state, 'A', on).status,
    );
    expect(standing).toEqual(['contracted', 'suspended', 'suspended', 'contracted']);
  });
  test.each([
    ['2025-04-21', true],
    ['2025-04-20', false],
  ])('counts thirty days with that of the finding: %s', (happenedOn, broken) => {
    const types = last(contract(clause), file('R1', happenedOn), answer('R1'), file('R2'), answer('R2'));
    expect(types.includes('QualityClauseBroken')).toBe(broken);
  });
  test('counts no complaint that is unfounded, open or too old to count itself', () => {
    const types = last(contract(clause), file('R1'), answer('R1', 'unfounded'), file('R2'), file('R3'), answer('R3'));
    expect(types).not.toContain('QualityClauseBroken');
    const old = last(contract({ ...clause, mostComplaints: 0 }), file('R1', '2025-04-20'), answer('R1'));
    expect(old).not.toContain('QualityClauseBroken');
  });
  test('without days warns alone; a contract without clause does nothing', () => {
    const { suspendDays: _, ...warning } = clause;
    const events = eventsOf(contract({ ...warning, mostComplaints: 0 }), file('R1'), answer('R1'));
    expect(events.at(-1)).toMatchObject({ type: 'benefits.QualityClauseBroken', data: { consequence: 'warning' } });
    expect(last(contract(), file('R1'), answer('R1')).at(-1)).toBe('ComplaintAnswered');
  });
  test('is part of the contract: another one is another contract', () => {
    providers
      .given(...eventsOf(contract(clause)))
      .when(contract(clause))
      .thenNothing();
    expect(last(contract(clause), contract())).toEqual(['ProviderContracted', 'ProviderContracted']);
  });
});
