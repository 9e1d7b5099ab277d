import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { copyHeader, CopyRows, readUuid } from './binary.js';

const written = (write: (rows: CopyRows) => void): Buffer => {
  const rows = new CopyRows(16);
  write(rows);
  return rows.finished().subarray(copyHeader.length, -2);
};

describe('columns in PostgreSQL’s binary format', () => {
  test('text is its length in bytes and UTF-8, however long and in whatever alphabet', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 })), text => {
        const field = written(rows => rows.text(text));
        const bytes = Buffer.from(text, 'utf8');
        expect(field.readInt32BE(0)).toBe(bytes.length);
        expect(field.subarray(4)).toEqual(bytes);
      }),
    ));

  test('a UUID is its sixteen bytes, and is read back', () =>
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (id, upper) => {
        const field = written(rows => rows.uuid(upper ? id.toUpperCase() : id));
        expect(field.readInt32BE(0)).toBe(16);
        expect(readUuid(field, 4)).toBe(id);
      }),
    ));

  test.each([
    ['empty', ''],
    ['too short', '0b0e9a1c-2f63-5b44-8f0e-3f3a4e5d6c7'],
    ['too long', '0b0e9a1c-2f63-5b44-8f0e-3f3a4e5d6c7b0'],
    ['no digit', '0b0e9a1c-2f63-5b44-8f0e-3f3a4e5d6c7g'],
    ['a digit of another alphabet', '0b0e9a1c-2f63-5b44-8f0e-3f3a4e5d6c7\u0130'],
    ['hyphens elsewhere', '0b0e9a1c2-f63-5b44-8f0e-3f3a4e5d6c7b'],
    ['no hyphens', '0b0e9a1c02f6305b4408f0e03f3a4e5d6c7b'],
  ])('refuses what is no UUID: %s', (_, text) => expect(() => written(rows => rows.uuid(text))).toThrow(TypeError));

  test('fields shared by several rows are copied, also where the buffer has to grow', () => {
    const once = written(rows => rows.text('zabre'));
    const often = written(rows => {
      const from = rows.length;
      rows.text('zabre');
      const to = rows.length;
      for (let copy = 0; copy < 500; copy += 1) rows.repeat(from, to);
    });
    expect(often).toEqual(Buffer.concat(Array.from({ length: 501 }, () => once)));
  });
});
