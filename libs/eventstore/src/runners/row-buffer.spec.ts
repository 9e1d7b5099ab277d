import { describe, expect, test } from '@jest/globals';
import type { Table } from '../projection.js';
import { claimRows, movements, schemeTotals } from './paid-claims.fixture.js';
import { RowBuffer, UndeclaredRow, WrittenOnce } from './row-buffer.js';

const claims = claimRows as unknown as Table;
const claim = (id: string, paid = 0) => ({ claim: id, scheme: 'kaya', billed: 100, paid });
const taken = (rows: RowBuffer): unknown[] => {
  const all: unknown[] = [];
  rows.takeWrittenOnce((table, those) => all.push([table.name, [...those]]));
  return all;
};

describe('the rows of a batch', () => {
  test('are what was read, until a handler sets them', () => {
    const rows = new RowBuffer();
    rows.know(claims, ['C1', 'C2'], [claim('C1')]);
    expect(rows.get(claimRows, { claim: 'C1' })).toEqual(claim('C1'));
    expect(rows.get(claimRows, { claim: 'C2' })).toBeUndefined();
    rows.set(claimRows, claim('C2', 5));
    rows.delete(claimRows, { claim: 'C1' });
    expect(rows.get(claimRows, { claim: 'C1' })).toBeUndefined();
    expect(rows.changes()).toEqual([{ table: claims, set: [claim('C2', 5)], deleted: [{ claim: 'C1' }] }]);
  });

  test('are not guessed', () => {
    const rows = new RowBuffer();
    expect(() => rows.get(claimRows, { claim: 'C1' })).toThrow(UndeclaredRow);
    expect([...rows.unknown([{ table: claims, key: { claim: 'C1' } }]).values()].map(keys => [...keys.keys()])).toEqual(
      [['C1']],
    );
  });

  test('are as before the event when it fails, what it set twice included', () => {
    const rows = new RowBuffer();
    rows.know(claims, ['C1'], [claim('C1')]);
    rows.beginEvent();
    rows.set(claimRows, claim('C1', 1));
    rows.beginEvent();
    rows.set(claimRows, claim('C1', 2));
    rows.set(claimRows, claim('C1', 3));
    rows.set(claimRows, claim('C9'));
    rows.delete(schemeTotals, { scheme: 'kaya' });
    rows.undoEvent();
    expect(rows.changes()).toEqual([{ table: claims, set: [claim('C1', 1)], deleted: [] }]);
    expect(() => rows.get(claimRows, { claim: 'C9' })).toThrow(UndeclaredRow);
  });

  test('are counted, so that their number can be bounded, and forgotten', () => {
    const rows = new RowBuffer(true);
    for (const id of ['C1', 'C2', 'C1']) rows.set(claimRows, claim(id));
    rows.set(movements, { position: 1, scheme: 'kaya', amount: 1 });
    expect(rows.size).toBe(2);
    rows.clear();
    expect([rows.size, rows.changes()]).toEqual([0, []]);
  });
});

describe('rows that are written once', () => {
  const movement = (position: number) => ({ position, scheme: 'kaya', amount: position });

  test('are changes like others while a projection runs', () => {
    const rows = new RowBuffer();
    rows.set(movements, movement(1));
    expect(rows.changes()).toMatchObject([{ set: [movement(1)] }]);
    expect(taken(rows)).toEqual([]);
  });

  test('are handed out in a rebuild, in order, but for those of an event that failed', () => {
    const rows = new RowBuffer(true);
    for (const position of [1, 2, 3]) {
      rows.beginEvent();
      rows.set(movements, movement(position));
      if (position === 2) rows.undoEvent();
    }
    expect(rows.changes()).toEqual([]);
    expect(taken(rows)).toEqual([['claim_movement', [movement(1), movement(3)]]]);
    expect(taken(rows)).toEqual([]);
  });

  test('are neither read nor removed', () => {
    for (const rows of [new RowBuffer(), new RowBuffer(true)]) {
      expect(() => rows.get(movements, { position: 1 })).toThrow(WrittenOnce);
      expect(() => rows.delete(movements, { position: 1 })).toThrow(WrittenOnce);
    }
  });
});
