import { describe, expect, test } from '@jest/globals';
import { ephemeralKey, HmacOpaqueKeys } from '#eventstore';
import { specFor } from '#testing/spec-for';
import { CardSigner } from '../http/documents/card-signature.js';
import { cardDecider, isRevoked, type RevokeCard } from './card.decider.js';
import { CardReason } from './card.reasons.js';

const card = specFor(cardDecider);
const lost: RevokeCard = {
  ...{ scheme: 'A', person: 'AWA', on: '2025-03-10', because: 'lost' },
  ...{ recordedOn: '2025-03-10', holderKnown: true },
};

describe('a card', () => {
  test('revoked today makes the next one number 2', () =>
    card
      .given()
      .when(lost)
      .thenLike({ type: 'membership.CardRevoked', data: { next: 2 } }));

  test('is not revoked tomorrow, nor for somebody unknown', () => {
    card
      .given()
      .when({ ...lost, on: '2025-03-11' })
      .thenRefused(CardReason.datedInFuture);
    card
      .given()
      .when({ ...lost, holderKnown: false })
      .thenRefused(CardReason.holderUnknown);
  });

  test('revoked again for the same loss changes nothing; stolen later it counts on', () => {
    const once = card.given(...card.afterCommands(lost));
    once.when(lost).thenNothing();
    once.when({ ...lost, because: 'stolen' }).thenLike({ data: { next: 3 } });
  });

  test('of a lower number is refused afterwards, the one made again is not', () => {
    const state = card.stateAfter(card.afterCommands(lost));
    expect([isRevoked({}, state), isRevoked({ number: 1 }, state), isRevoked({ number: 2 }, state)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isRevoked({}, card.stateAfter([]))).toBe(false);
  });

  test('bears its number in the signed code from the second on; the first reads as it always did', () => {
    const signer = new CardSigner(new HmacOpaqueKeys(ephemeralKey()));
    const claims = { scheme: 'A', person: 'AWA', issuedOn: '2025-06-01' };
    expect(signer.read(signer.sign({ ...claims, number: 1 }))).toEqual(claims);
    expect(signer.read(signer.sign({ ...claims, number: 2 }))).toEqual({ ...claims, number: 2 });
  });
});
