import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CopyLot, copyPieces, CopyText } from './copy-text.js';
import type { ColumnShape, TableShape } from './table-shape.js';

const column = (property: string, type: string, toStored = (value: unknown): unknown => value): ColumnShape => ({
  property,
  name: `"${property}"`,
  type,
  toStored,
  fromStored: value => value,
});
const shapeOf = (...columns: readonly ColumnShape[]): TableShape => ({
  schema: 'benefits',
  name: 'line',
  relation: '"benefits"."line"',
  columns,
  key: columns.slice(0, 1),
});
const textOf = (shape: TableShape, ...rows: readonly object[]): string => {
  const text = new CopyText(shape);
  for (const row of rows) text.add(row);
  return text.piece().toString('utf8');
};

/** Reads a line as PostgreSQL does. */
const fieldsOf = (line: string): (string | null)[] =>
  line
    .split('\t')
    .map(field =>
      field === '\\N'
        ? null
        : field.replace(/\\(.)/g, (_, character: string) => ({ t: '\t', n: '\n', r: '\r' })[character] ?? character),
    );

describe('rows as COPY reads them', () => {
  const shape = shapeOf(
    column('claim', 'text'),
    column('paid', 'bigint'),
    column('reversed', 'boolean'),
    column('shares', 'jsonb'),
    column('notes', 'text[]'),
    column('on', 'timestamp with time zone'),
  );

  test('are lines of fields, each value as its column wants it', () =>
    expect(
      textOf(shape, {
        claim: 'C1',
        paid: -9_007_199_254_740_991,
        reversed: false,
        shares: { member: 'é"' },
        notes: ['a', null, 'b "c"\\'],
        on: new Date('2026-03-01T10:00:00.123Z'),
      }),
    ).toBe(
      'C1\t-9007199254740991\tfalse\t{"member":"é\\\\""}\t{"a",NULL,"b \\\\"c\\\\"\\\\\\\\"}\t2026-03-01T10:00:00.123Z\n',
    ));

  test('say where there is no value, and keep a text that says nothing', () =>
    expect(textOf(shape, { claim: '', paid: null, shares: 'text' })).toBe('\t\\N\t\\N\t"text"\t\\N\t\\N\n'));

  test('go through what the column makes of them', () =>
    expect(
      textOf(shapeOf(column('paid', 'bigint', value => (value === null ? 0 : Number(value) * 100))), { paid: 7 }, {}),
    ).toBe('700\n0\n'));

  test('come back as they were, whatever their texts hold', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, fc.option(anyText)), { maxLength: 5 }), rows => {
        const written = textOf(shapeOf(column('a', 'text'), column('b', 'text')), ...rows.map(([a, b]) => ({ a, b })));
        expect(written.split('\n').slice(0, -1).map(fieldsOf)).toEqual(rows);
      }),
    ));

  test('are cut into pieces between rows, however long one is', () => {
    const rows = [10, 70_000, 200_000, 3].map(length => ({ claim: 'é'.repeat(length) }));
    const pieces = [...copyPieces(shapeOf(column('claim', 'text')), rows)].map(piece => piece.toString('utf8'));
    expect(pieces.map(piece => piece.length)).toEqual([70_012, 200_001, 4]);
    expect(pieces.join('')).toBe(rows.map(({ claim }) => `${claim}\n`).join(''));
  });

  test('wait in a lot until it is sent', async () => {
    const sent: string[] = [];
    const lot = new CopyLot(shapeOf(column('claim', 'text')), async pieces => {
      for (const piece of pieces) sent.push(piece.toString('utf8'));
    });
    lot.add([{ claim: 'C1' }, { claim: 'C2' }]);
    lot.add([{ claim: 'C3' }]);
    expect([lot.size, sent]).toEqual([3, []]);
    await lot.load();
    expect(sent.join('')).toBe('C1\nC2\nC3\n');
  });
});

const anyText = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', '\t', '\n', '\r', '\\', 'N', 'é', '🙂', '\u0007'),
  maxLength: 12,
});
