import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent, Upcaster, Upcasters } from '#kernel';
import { contexts } from '../../apps/cli/src/contexts.js';
import { declaredKinds, missing, unprovenUpcasters } from './completeness.js';
import { type AnyFold, foldOf } from './folds.js';
import { contextOf, type GoldenFile, lastOf, misplaced, readHistory } from './golden.js';
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

/** A context that no application has yet has no history yet either. */
const running: ReadonlySet<string> = new Set(contexts.map(({ shard }) => shard));

test('every event that contexts declare is in a history, in its current version', () =>
  expect(
    missing(
      declaredKinds().filter(kind => running.has(contextOf(kind))),
      history,
    ),
  ).toEqual([]));

test('every version that is read through an upcaster is in a history', () =>
  expect(unprovenUpcasters(upcasters, history)).toEqual([]));

test('a history lies with the context whose stream it is', () => expect(misplaced(history)).toEqual([]));

/** Told for others to read; no later decision of their own stream depends on them. */
const ofNoConsequence = ['subsidies.SubsidyDeclined', 'subsidies.SubsidyKeptWaiting', 'benefits.QualityClauseBroken'];

test('a history ends with an event that shows in its state', () => {
  const shows = (golden: GoldenFile): boolean => {
    const before = refold({ events: golden.events.slice(0, -1) }, foldOf(golden.stream), upcasters);
    return !isDeepStrictEqual(before, golden.state);
  };
  const hidden = history.filter(golden => !shows(golden)).map(golden => lastOf(golden).type);
  expect(hidden.filter(type => !ofNoConsequence.includes(type))).toEqual([]);
});

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

  const aFrancMore = (event: DomainEvent): DomainEvent => {
    const data = event.data as { readonly amount: number };
    return { ...event, data: { ...data, amount: data.amount + 1 } };
  };

  test('an amount that is a franc off', () => {
    const careless = changed('benefits.ClaimRemitted', (state, event) => evolve(state, aFrancMore(event)));
    expect(refold(claim, careless, upcasters)).not.toEqual(claim.state);
  });

  test('a sum that is read from what is sealed', () => {
    const indiscreet = changed('benefits.ClaimSubmitted', (state, event) => {
      const content = event.sealed?.['content']?.value as { lines: { unitPrice: number }[] } | undefined;
      return { ...(evolve(state, event) as object), asked: content?.lines[0]?.unitPrice };
    });
    const [opened, keyless] = [refold(claim, indiscreet, upcasters), refold(claim, indiscreet, upcasters, 'destroyed')];
    expect(lostTooMuch(opened, keyless, claim.events)).toEqual([
      expect.stringMatching(/^state.asked: \d+, undefined without/),
    ]);
  });

  test('an upcaster that reads an old version otherwise', () => {
    const reading = (asV2: Upcaster): Upcasters => ({
      'benefits.ClaimRemitted': { 1: event => ({ ...asV2(event), version: 2 }) },
    });
    const fold = foldOf(claim.stream);
    expect(
      refold(
        claim,
        fold,
        reading(event => event),
      ),
    ).toEqual(claim.state);
    expect(refold(claim, fold, reading(aFrancMore))).not.toEqual(claim.state);
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
