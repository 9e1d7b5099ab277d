import { describe, expect, test } from '@jest/globals';
import type { Upcasters } from '#kernel';
import { contexts } from '../../apps/cli/src/contexts.js';
import { declaredKinds, missing, unprovenUpcasters } from './completeness.js';
import { type AnyFold, foldOf } from './folds.js';
import { type GoldenFile, misplaced, readHistory } from './golden.js';
import { lostTooMuch } from './lost.js';
import { type Reading, refold } from './refold.js';

const upcasters = Object.assign({}, ...contexts.map(context => context.upcasters)) as Upcasters;
const history = readHistory();
const told = (file: string): GoldenFile => history.find(golden => golden.file === `libs/${file}`)!;

describe.each(history.map(golden => [golden.file, golden] as const))('%s', (_, golden) => {
  const fold = foldOf(golden.stream);

  test('folds to the state it had', () => expect(refold(golden, fold, upcasters)).toEqual(golden.state));

  test.each<Reading>(['destroyed', 'unread'])('keeps every sum, counter and cover when keys are %s', reading =>
    expect(lostTooMuch(golden.state, refold(golden, fold, upcasters, reading), golden.events)).toEqual([]),
  );
});

test('every event that contexts declare is in a history, in its current version', () =>
  expect(missing(declaredKinds(), history)).toEqual([]));

test('every version that is read through an upcaster is in a history', () =>
  expect(unprovenUpcasters(upcasters, history)).toEqual([]));

test('a history lies with the context whose stream it is', () => expect(misplaced(history)).toEqual([]));

describe('history notices', () => {
  const claim = told('benefits/history/claim.claim-remitted.v1.json');
  const { evolve, initialState } = foldOf(claim.stream);
  const changed = (type: string, change: AnyFold['evolve']): AnyFold => ({
    initialState,
    evolve: (state, event) => (event.type === type ? change(state, event) : evolve(state, event)),
  });

  test('an event that is forgotten', () => {
    const forgetful = changed('benefits.ClaimRemitted', state => state);
    expect(refold(claim, forgetful, upcasters)).not.toEqual(claim.state);
  });

  test('an amount that is a franc off', () => {
    const careless = changed('benefits.ClaimRemitted', (state, event) => {
      const data = event.data as { readonly amount: number };
      return evolve(state, { ...event, data: { ...data, amount: data.amount + 1 } });
    });
    expect(refold(claim, careless, upcasters)).not.toEqual(claim.state);
  });

  test('a sum that is read from what is sealed', () => {
    const indiscreet = changed('benefits.ClaimSubmitted', (state, event) => {
      const content = event.sealed?.['content']?.value as { lines: { unitPrice: number }[] } | undefined;
      return { ...(evolve(state, event) as object), asked: content?.lines[0]?.unitPrice };
    });
    const [opened, keyless] = [refold(claim, indiscreet, upcasters), refold(claim, indiscreet, upcasters, 'destroyed')];
    expect(lostTooMuch(opened, keyless, claim.events)).toEqual(['state.asked: 2000, undefined without the key']);
  });

  test('an upcaster that reads an old version otherwise', () => {
    const doubling: Upcasters = {
      'benefits.ClaimRemitted': {
        1: event => ({ ...event, version: 2, data: { ...(event.data as object), amount: 4_000 } }),
      },
    };
    expect(refold(claim, foldOf(claim.stream), doubling)).not.toEqual(claim.state);
  });

  test('a new event, or a new version, without history', () =>
    expect(missing(['benefits.ClaimForgiven v1', 'benefits.ClaimRemitted v2'], history)).toEqual([
      'benefits.ClaimForgiven v1 in libs/benefits/history',
      'benefits.ClaimRemitted v2 in libs/benefits/history',
    ]));

  test('an upcaster of a version no history tells', () =>
    expect(
      unprovenUpcasters(
        { 'benefits.ClaimRemitted': { 1: event => event }, 'benefits.ClaimForgiven': { 1: event => event } },
        history,
      ),
    ).toEqual(['benefits.ClaimForgiven v1']));

  test('a stream nobody knows how to fold', () => expect(() => foldOf('benefits.gift-1')).toThrow(/benefits.gift-1/));
});
