import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRegister, readRegisterFrom } from './read-register.js';
import { awa, fileOf, header, idsOf, issa, options, rasmane, read, told, warned } from './register.fixture.js';
import type { RegisterOptions } from './register.types.js';

describe('a paper register', () => {
  test('becomes operations, household by household', () => {
    const { households, errors, warnings } = read(awa, issa, rasmane);
    expect([errors, warnings]).toEqual([[], []]);
    expect(households.map(({ household, lines }) => [household, ...lines])).toEqual([
      ['C-001', 2, 3],
      ['C-002', 4],
    ]);
    expect(households[0]?.operations).toEqual([
      {
        key: 'import:zabre:C-001:EnrolHousehold',
        operation: 'EnrolHousehold',
        input: {
          household: 'C-001',
          product: 'ESSENTIEL',
          section: 'Z-CENTRE',
          policyholder: 'C-001-01',
          persons: [
            { person: 'C-001-01', name: 'Ouédraogo Awa', sex: 'F', birthDate: '1988-04-02', relation: 'policyholder' },
            { person: 'C-001-02', name: 'Ouédraogo Issa', sex: 'M', birthDate: '2015-09-12', relation: 'child' },
          ],
          enrolledOn: '2025-01-10',
        },
      },
      {
        key: 'import:zabre:C-001:TakeOverCover',
        operation: 'TakeOverCover',
        input: { household: 'C-001', from: '2026-01-01', to: '2026-12-31' },
      },
      {
        key: 'import:zabre:C-001:RecordReceipt:R-7',
        operation: 'RecordReceipt',
        input: { household: 'C-001', receipt: 'R-7', amount: 6_000, receivedOn: '2026-01-05' },
      },
    ]);
  });

  test('read a second time, another year, asks for the same', () => {
    const aged = rasmane.replace('1979-11-30', '46');
    const later: RegisterOptions = { ...options, today: '2027-12-31' };
    const file = fileOf(header, awa, issa, aged);
    expect(readRegister(file, later).households).toEqual(readRegister(file, options).households);
  });

  test('corrected, asks for the same and for what is new', () => {
    const keysOf = (...lines: string[]) =>
      read(...lines).households.flatMap(({ operations }) => operations.map(({ key }) => key));
    const before = keysOf(awa, issa, rasmane.replace('Z-NORD', 'Z-SUD'));
    const after = keysOf(awa, `${issa.slice(0, -2)}R-8;1000;2026-02-05`, rasmane);
    expect(after.filter(key => !before.includes(key))).toEqual([
      'import:zabre:C-001:RecordReceipt:R-8',
      'import:zabre:C-002:EnrolHousehold',
    ]);
    expect(before.filter(key => !after.includes(key))).toEqual([]);
  });

  test('names who approved papers that are entered late', () => {
    const { households } = readRegister(fileOf(header, awa, issa), { ...options, approvedBy: 'treasurer' });
    const approved = households[0]?.operations.map(({ input }) => 'approvedBy' in input && input.approvedBy);
    expect(approved).toEqual(['treasurer', false, 'treasurer']);
  });

  test('has a household left out whole for one error; the others go on', () => {
    const register = read(awa, issa.replace('12/09/2015', '31/09/2015'), rasmane);
    expect(idsOf(register)).toEqual(['C-002']);
    expect(told(register)).toEqual(['3 naissance date_inexistent']);
    expect([register.leftOut, register.leftOutLines]).toEqual([['C-001'], [2, 3]]);
  });

  test('tells every error of a household at once', () => {
    const register = read('C-001;Z-OUEST;oui;;X;1988-04-02;adhérent;2025-01-10;2026-01-01;;R-7;6,5;');
    expect([...told(register)].sort()).toEqual([
      '2 couvert_au cover_half',
      '2 date_reçu receipt_incomplete',
      '2 montant amount_not_whole',
      '2 nom value_missing',
      '2 section section_unknown',
      '2 sexe sex_unknown',
    ]);
  });

  test('whose row names no household makes the one above wait as well', () => {
    const register = read(rasmane, awa, issa.replace('C-001', ''));
    expect(told(register)).toEqual(['4 ménage value_missing']);
    expect(idsOf(register)).toEqual(['C-002']);
  });

  test('may say where waiting began, in English, with columns in any order and a remark', () => {
    const english = fileOf(
      'Relation,NAME,sex,Birth Date,household,policyholder,section,Enrolled On,cover-from,coverTo,waitingFrom,remark,phone',
      'spouse,Awa,F,1990-01-01,C-9,no,Z-NORD,2024-01-01,2026-01-01,2026-12-31,2024-02-01,"came\nlate",',
      ',Ali,male,1985,C-9,yes,,,,,,,+226 70 00 00 00',
    );
    const register = readRegister(english, options);
    expect(register.errors).toEqual([]);
    expect(warned(register)).toEqual([
      '1 remark column_ignored',
      '4 Birth Date birth_estimated',
      '4 phone phone_not_kept',
    ]);
    expect(register.households[0]?.operations[1]?.input).toMatchObject({ waitingFrom: '2024-02-01' });
    expect(register.households[0]?.operations[0]?.input).toMatchObject({ policyholder: 'C-9-02' });
  });
});

describe('whatever the file holds', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('C-001', 'Z-NORD', 'oui', 'F', '2025-01-10', '34', '6 000', 'enfant', '"', '""', '\n', '=1+1', ''),
  );
  const almost = fc
    .tuple(fc.constantFrom(';', ',', '\t'), fc.array(fc.array(cell, { maxLength: 16 }), { maxLength: 8 }))
    .map(([delimiter, rows]) =>
      [header.split(';').join(delimiter), ...rows.map(row => row.join(delimiter))].join('\n'),
    );

  test('reading answers and does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), text => {
        const { households, leftOut, source } = readRegister(text, options);
        expect(households.length + leftOut.length).toBeLessThanOrEqual(source.rows.length);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void readRegister(bytes, options)));
  });

  test('a household is either recorded without error or left out with one', () => {
    const written = new Map([
      [awa, 2],
      [issa, 3],
      [rasmane, 4],
    ]);
    const spoilt = fc.record({ row: fc.nat(2), column: fc.nat(12), cell });
    fc.assert(
      fc.property(spoilt, ({ row, column, cell: value }) => {
        const lines = [...written.keys()].map((line, at) =>
          at === row
            ? line
                .split(';')
                .with(column, `"${value.replaceAll('"', '""')}"`)
                .join(';')
            : line,
        );
        const register = read(...lines);
        expect(register.errors.length > 0).toBe(register.leftOutLines.length > 0);
        for (const { line } of register.errors) expect(register.leftOutLines).toContain(line);
      }),
    );
  });
});

test('a file is read in pieces as it is read whole', async () => {
  const bytes = new TextEncoder().encode(fileOf(header, awa, issa, rasmane));
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  expect(await readRegisterFrom(pieces(), options)).toEqual(readRegister(bytes, options));
});
