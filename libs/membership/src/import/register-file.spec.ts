import { describe, expect, test } from '@jest/globals';
import { readRegister } from './read-register.js';
import { awa, fileOf, header, idsOf, issa, options, rasmane, read, told } from './register.fixture.js';

const sound = fileOf(header, awa, issa, rasmane);

describe('the file', () => {
  test('comes from any spreadsheet: marks, Windows letters, tabs, commas, line ends', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sound, 'utf16le')]);
    const written: readonly (string | Uint8Array)[] = [
      `\ufeff${sound}`,
      Buffer.from(`\ufeff${sound}`),
      Buffer.from(sound, 'latin1'),
      utf16,
      sound.replaceAll('\n', '\r\n'),
      sound.replaceAll('\n', '\r'),
      sound.replaceAll(';', ','),
      sound.replaceAll(';', '\t'),
      `\n\n${sound}\n;;;;;;;;;;;;\n\n`,
    ];
    const names = written.map(file => {
      const { households, errors } = readRegister(file, options);
      const [first] = households[0]?.operations ?? [];
      return [errors.length, households.length, first?.operation === 'EnrolHousehold' && first.input.persons[0]?.name];
    });
    expect(names).toEqual(written.map(() => [0, 2, 'Ouédraogo Awa']));
  });

  test('has its lines counted as an editor counts them, through values that span several', () => {
    const remark = (line: string, text: string) => `${line};"${text}"`;
    const file = fileOf(
      `${header};remarque`,
      remark(awa, 'deux\r\nlignes\n\n"" et demie'),
      '',
      remark(issa, ''),
      `${rasmane.replace(';M;', ';Z;')};`,
    );
    expect(told(readRegister(file, options))).toEqual(['8 sexe sex_unknown']);
    expect(readRegister(file, options).households[0]?.lines).toEqual([2, 7]);
  });

  test.each([
    ['a quote that is never closed', rasmane.replace('Sawadogo', '"Sawadogo'), '4 nom quote_not_closed'],
    ['text after a closing quote', rasmane.replace('Sawadogo', '"Sawadogo"'), '4 nom quote_misplaced'],
    ['a quote within a value', rasmane.replace('Sawadogo', 'Sawa"dogo'), '4 nom quote_misplaced'],
    ['a row that swallowed others', `${rasmane};"${'x\n'.repeat(60_000)}`, '4  record_too_long'],
  ])('is refused whole for %s, as no row after it could be trusted', (_, line, error) => {
    const register = read(awa, issa, line, rasmane);
    expect([told(register), idsOf(register)]).toEqual([[error], []]);
  });

  test('has rows of another width named; empty cells at the end do no harm', () => {
    const register = read(`${awa};;`, `${issa};`, 'C-002;Z-NORD;oui', `${rasmane.replace('C-002', 'C-003')};x`);
    expect(told(register)).toEqual(['4  row_ragged', '5  row_ragged']);
    expect(register.errors[0]?.message.fr).toBe('La ligne a 3 cellules, l’en-tête en a 13');
    expect(idsOf(register)).toEqual(['C-001']);
  });

  test('needs its columns, each once', () => {
    const register = readRegister(fileOf(header.replace(';sexe', ';nom'), awa), options);
    expect(told(register)).toEqual(['1 nom column_repeated', '1 sexe column_missing']);
    expect(idsOf(register)).toEqual([]);
  });

  test.each([
    ['nothing', '', 'file_empty'],
    ['empty lines', '\n \n;;\n', 'file_empty'],
    ['a workbook', 'PK\u0003\u0004\0\0', 'file_not_text'],
    ['20 000 001 bytes', 'x'.repeat(20_000_001), 'file_too_large'],
  ])('with %s is refused', (_, file, name) => {
    expect(told(readRegister(file, options))).toEqual([`1  ${name}`]);
  });

  test('has at most 50 000 rows', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => rasmane.replace('C-002', `C-${at}`));
    const full = readRegister(fileOf(header, ...rows(50_000)), options);
    expect([full.errors.length, full.households.length]).toEqual([0, 50_000]);
    expect(told(readRegister(fileOf(header, ...rows(50_001)), options))).toEqual(['50002  too_many_rows']);
  });
});
