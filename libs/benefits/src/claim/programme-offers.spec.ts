import { describe, expect, test } from '@jest/globals';
import { programmesFold, type ProgrammesState } from '../programme/programme.state.js';
import type { HeldEnvelope, ProgrammePart } from '../programme/programme.types.js';
import { concerns, offersFor } from './programme-offers.js';

const part = (acts: ProgrammePart['acts'], of: ProgrammePart['of'] = 'act'): ProgrammePart => ({
  acts,
  of,
  rate_bps: 5000,
});
const envelope = (name: string, change: Partial<HeldEnvelope> = {}): HeldEnvelope => ({
  ...{ envelope: name, currency: 'XOF', granted: 1000, spent: 0, parts: [part(['k-CONS'])], households: null },
  ...{ window: { from: '2025-01-01', to: '2025-12-31' }, priority: 1, closed: false, revision: 1 },
  ...change,
});
const of = (envelopes: readonly HeldEnvelope[], uses: Readonly<Record<string, number>> = {}): ProgrammesState => {
  const held = { envelopes: new Map(envelopes.map(each => [each.envelope, each])), uses: new Map() };
  return Object.entries(uses).reduce<ProgrammesState>((state, [name, ofUse]) => {
    const { currency, closed, window, spent } = state.envelopes.get(name) ?? envelope(name);
    const data = { envelope: name, currency, use: 'use', amount: ofUse, ofUse, spent, closed, from: window.from };
    return programmesFold.evolve(state, {
      type: 'benefits.EnvelopeDrawn',
      version: 1,
      effectiveAt: '2025-05-02',
      data,
    });
  }, held);
};
const acts = { CONS: 'k-CONS', IMG: 'k-IMG' };

describe('an envelope has a say in a claim', () => {
  const concerned = (held: readonly HeldEnvelope[], uses = {}) =>
    concerns({ programmes: of(held, uses), use: 'use', acts });
  test.each<[string, readonly HeldEnvelope[], boolean]>([
    ['with one of its acts', [envelope('F1')], true],
    ['with every act', [envelope('F1', { parts: [part(null)] })], true],
    ['by its second part', [envelope('F1', { parts: [part(['k-X']), part(['k-Y', 'k-IMG'])] })], true],
    ['not with others', [envelope('F1', { parts: [part(['k-X'])] })], false],
    ['not once it is closed', [envelope('F1', { closed: true })], false],
    ['not without parts', [envelope('F1', { parts: [] })], false],
    ['not where there is none', [], false],
  ])('%s', (_, held, says) => expect(concerned(held)).toBe(says));
  test('whose money it has, whatever its acts are', () =>
    expect(concerned([envelope('F1', { closed: true, parts: [] })], { F1: 10 })).toBe(true));
});

describe('what envelopes offer', () => {
  const offered = (
    held: readonly HeldEnvelope[],
    { act = 'CONS', what = 'act', on = '2025-05-02', uses = {}, drawn = {} } = {} as {
      act?: string;
      what?: ProgrammePart['of'];
      on?: string;
      uses?: Record<string, number>;
      drawn?: Record<string, number>;
    },
  ) =>
    offersFor(
      { programmes: of(held, uses), household: 'H0', use: 'use', acts },
      { act, of: what, on, provider: 'CS1', patient: null, drawn: new Map(Object.entries(drawn)) },
    ).map(({ envelope: name, left, why }) => [name, left, why]);

  test('is what they have not spent', () => {
    expect(offered([envelope('F1', { spent: 400 })])).toEqual([['F1', 600, null]]);
    expect(offered([envelope('F1', { spent: 1000 })])).toEqual([['F1', 0, 'SUB-001']]);
    expect(offered([envelope('F1', { spent: 1200 })])).toEqual([['F1', 0, 'SUB-001']]);
  });
  test('is less what earlier lines took, and what the claim had is its own', () => {
    expect(offered([envelope('F1', { spent: 900 })], { drawn: { F1: 60 } })).toEqual([['F1', 40, null]]);
    expect(offered([envelope('F1', { spent: 1000 })], { uses: { F1: 250 } })).toEqual([['F1', 250, null]]);
  });
  test('is nothing of one that is closed, but what the claim had of it', () => {
    const closed = envelope('F1', { closed: true });
    expect(offered([closed])).toEqual([]);
    expect(offered([closed], { uses: { F1: 250 } })).toEqual([['F1', 250, null]]);
  });
  test('comes by priority, then by name', () => {
    const held = [envelope('F3'), envelope('F1'), envelope('F2'), envelope('F9', { priority: 0 })];
    expect(offered(held).map(([name]) => name)).toEqual(['F9', 'F1', 'F2', 'F3']);
    expect(offered([...held].reverse()).map(([name]) => name)).toEqual(['F9', 'F1', 'F2', 'F3']);
  });
  test('is for its acts, and for what it pays of them', () => {
    expect(offered([envelope('F1')], { act: 'IMG' })).toEqual([]);
    expect(offered([envelope('F1')], { act: 'UNKNOWN' })).toEqual([]);
    expect(offered([envelope('F1')], { what: 'copay' })).toEqual([]);
    expect(offered([envelope('F1', { parts: [part(null, 'copay')] })], { what: 'copay', act: 'UNKNOWN' })).toHaveLength(
      1,
    );
    expect(
      offersFor(undefined, {
        act: 'CONS',
        of: 'act',
        on: '2025-05-02',
        provider: 'CS1',
        patient: null,
        drawn: new Map(),
      }),
    ).toEqual([]);
  });
  test('is for its households and days', () => {
    expect(offered([envelope('F1', { households: ['H1'] })])).toEqual([['F1', 0, 'SUB-002']]);
    expect(offered([envelope('F1', { households: ['H0', 'H1'] })])).toEqual([['F1', 1000, null]]);
    for (const [on, why] of [
      ['2024-12-31', 'SUB-003'],
      ['2025-01-01', null],
      ['2025-12-31', null],
      ['2026-01-01', 'SUB-003'],
    ] as const)
      expect(offered([envelope('F1')], { on })).toEqual([['F1', why ? 0 : 1000, why]]);
  });
});
