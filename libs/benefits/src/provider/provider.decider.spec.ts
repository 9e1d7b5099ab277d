import { expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { ProviderCommand } from './provider.commands.js';
import { providerDecider } from './provider.decider.js';
import { ProviderReason } from './provider.reasons.js';
import { contractOn } from './provider.state.js';

const providers = specFor(providerDecider);
const contract = (from: string, to: string | null = null, scheme = 'A'): ProviderCommand => ({
  type: 'ContractProvider',
  provider: 'CSPS-1',
  scheme,
  contract: { sector: 'public', level: 'CSPS', tariff: null, from, to },
});
const suspend = (from: string, until: string | null = null): ProviderCommand => ({
  type: 'SuspendProvider',
  provider: 'CSPS-1',
  scheme: 'A',
  from,
  until,
});
const on = (day: string, commands: ProviderCommand[], scheme = 'A') =>
  contractOn(providers.stateAfter(providers.afterCommands(...commands)), scheme, day).status;

test.each([
  ['2024-12-31', 'none'],
  ['2025-01-01', 'contracted'],
  ['2025-12-31', 'contracted'],
  ['2026-01-01', 'ended'],
])('a contract for 2025 on %s: %s', (day, status) =>
  expect(on(day, [contract('2025-01-01', '2025-12-31')])).toBe(status),
);

test.each([
  ['2025-07-31', 'contracted'],
  ['2025-08-01', 'suspended'],
  ['2025-08-31', 'suspended'],
  ['2025-09-01', 'contracted'],
])('suspended in August on %s: %s', (day, status) =>
  expect(on(day, [contract('2025-01-01'), suspend('2025-08-01', '2025-08-31')])).toBe(status),
);

test('a new contract ends a suspension without end', () =>
  expect(on('2025-10-01', [contract('2025-01-01'), suspend('2025-08-01'), contract('2025-10-01')])).toBe('contracted'));

test('one scheme’s contract is not another’s', () =>
  expect(on('2025-05-01', [contract('2025-01-01')], 'B')).toBe('none'));

test('only what is contracted can be suspended', () => {
  providers.given().when(suspend('2025-08-01')).thenRefused(ProviderReason.notContracted);
  providers
    .given(...providers.afterCommands(contract('2025-01-01'), suspend('2025-08-01')))
    .when(suspend('2025-08-01'))
    .thenNothing();
});

test('contracts follow one another, and end after they begin', () => {
  providers
    .given(...providers.afterCommands(contract('2025-05-01')))
    .when(contract('2025-04-30'))
    .thenRefused(ProviderReason.startsBeforePrevious);
  providers.given().when(contract('2025-05-01', '2025-04-30')).thenRefused(ProviderReason.endsBeforeStart);
});
