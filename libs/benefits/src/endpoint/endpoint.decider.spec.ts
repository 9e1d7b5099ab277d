import { expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { RegisterEndpoint } from './endpoint.commands.js';
import { endpointDecider } from './endpoint.decider.js';
import { EndpointReason } from './endpoint.reasons.js';

const endpoints = specFor(endpointDecider);
const register = (secret: string, provider = 'CSPS-1'): RegisterEndpoint => ({
  type: 'RegisterEndpoint',
  endpoint: 'E1',
  scheme: 'A',
  provider,
  secret,
  on: '2025-05-01',
  previousUntil: '2025-05-02T08:00:00.000Z',
});

test('a new key replaces the old one, which stays good until its last instant', () => {
  const state = endpoints.stateAfter(
    endpoints.afterCommands(register('whsec_1'), register('whsec_2'), register('whsec_3')),
  );
  expect(state.keys).toEqual([
    { secret: 'whsec_3', notAfter: null },
    { secret: 'whsec_2', notAfter: '2025-05-02T08:00:00.000Z' },
  ]);
});

test('an endpoint is one provider’s', () =>
  endpoints
    .given(...endpoints.afterCommands(register('whsec_1')))
    .when(register('whsec_2', 'HD-1'))
    .thenRefused(EndpointReason.takenByOther));

test('a key that can no longer be opened signs nothing', () => {
  const [event] = endpoints.afterCommands(register('whsec_1'));
  expect(endpoints.stateAfter([{ ...event!, sealed: undefined }]).keys).toEqual([]);
});
