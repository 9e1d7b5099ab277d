import { describe, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { funderDecider } from './funder.decider.js';
import type { FunderEvent } from './funder.events.js';
import { FunderReason } from './funder.reasons.js';

const funder = specFor(funderDecider);
const register = {
  type: 'RegisterFunder',
  funder: 'ONG-SOLEIL',
  name: 'ONG Soleil',
  registeredOn: '2025-01-02',
} as const;

describe('registering a funder', () => {
  test('keeps the name sealed', () =>
    funder
      .given()
      .when(register)
      .then({
        type: 'subsidies.FunderRegistered',
        version: 1,
        effectiveAt: '2025-01-02',
        data: { funder: 'ONG-SOLEIL', registeredOn: '2025-01-02' },
        sealed: { name: { subject: 'ONG-SOLEIL', class: 'identity', value: 'ONG Soleil' } },
      }));

  const registered = funder.afterCommands(register) as readonly FunderEvent[];

  test('is done once', () =>
    funder
      .given(...registered)
      .when(register)
      .thenNothing());

  test('never gives an id to another funder', () =>
    funder
      .given(...registered)
      .when({ ...register, name: 'ONG Lune' })
      .thenRefused(FunderReason.alreadyRegistered));
});
