import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { type CardCommand, cardDecider, type CardRequest } from './card.decider.js';
import { CardReason } from './card.reasons.js';
import { issueInForce } from './card.state.js';

const cards = specFor(cardDecider);
const today = '2025-06-01';
const asked = (request: CardRequest, holderKnown = true): CardCommand => ({
  ...request,
  ...{ scheme: 'A', household: 'H0', person: 'AWA', holderKnown, recordedOn: today },
});
const revoke = (issue: number, on = today) => asked({ type: 'RevokeCard', issue, because: 'lost', on });
const keep = (jpeg: string) => asked({ type: 'KeepPhoto', photo: { jpeg } });

describe('a card', () => {
  test('is number one until it is revoked', () => {
    expect(issueInForce(cards.stateAfter([]))).toBe(1);
    expect(issueInForce(cards.stateAfter(cards.afterCommands(revoke(1))))).toBe(2);
    expect(issueInForce(cards.stateAfter(cards.afterCommands(revoke(1), revoke(2))))).toBe(3);
  });

  test('that was revoked is not revoked again, so that the one printed since stays good', () => {
    cards
      .given(...cards.afterCommands(revoke(1)))
      .when(revoke(1))
      .thenNothing();
  });

  test('is revoked up to the number in force, not one further', () => {
    cards.given().when(revoke(1)).thenLike({ type: 'membership.CardRevoked' });
    cards.given().when(revoke(2)).thenRefused(CardReason.neverIssued);
  });

  test('is revoked today at the latest, not tomorrow', () => {
    cards.given().when(revoke(1, today)).thenLike({ type: 'membership.CardRevoked' });
    cards.given().when(revoke(1, '2025-06-02')).thenRefused(CardReason.datedInFuture);
  });

  test('is of somebody of the household', () =>
    cards
      .given()
      .when(asked({ type: 'RevokeCard', issue: 1, because: 'lost', on: today }, false))
      .thenRefused(CardReason.holderUnknown));
});

describe('a photograph', () => {
  test('is kept sealed: its size alone is clear', () => {
    const [event] = cards.afterCommands(keep('aGVsbG8='));
    expect(event?.data).toEqual({ scheme: 'A', household: 'H0', person: 'AWA', bytes: 5, on: today });
    expect(cards.stateAfter([event!]).photo).toEqual({ status: 'kept', value: { jpeg: 'aGVsbG8=' } });
  });

  test('is not kept twice, is replaced, and is removed when there is one', () => {
    const kept = cards.afterCommands(keep('aGVsbG8='));
    cards
      .given(...kept)
      .when(keep('aGVsbG8='))
      .thenNothing();
    cards
      .given(...kept)
      .when(keep('b3RoZXI='))
      .thenLike({ type: 'membership.PhotoKept' });
    cards
      .given(...kept)
      .when(asked({ type: 'RemovePhoto' }))
      .thenLike({ type: 'membership.PhotoRemoved' });
    cards
      .given()
      .when(asked({ type: 'RemovePhoto' }))
      .thenRefused(CardReason.noPhoto);
  });

  test('is gone with the key of the person, and no fold breaks', () => {
    const [event] = cards.afterCommands(keep('aGVsbG8='));
    const { sealed: _, ...erased } = event!;
    expect(cards.stateAfter([erased as typeof event & object]).photo).toEqual({ status: 'kept' });
  });
});
