import { describe, expect, test } from '@jest/globals';
import { IsId, IsLine, IsSchemeId } from './fields.js';
import { validated } from './validation.js';

class Person {
  @IsLine(10) name: unknown;
}
class Ids {
  @IsId() id: unknown;
  @IsSchemeId() scheme: unknown;
}

const accepted = (dto: new () => object, body: object) =>
  validated(dto, body).then(
    () => true,
    () => false,
  );

describe('a line of text', () => {
  test.each(['Awa', 'Ndèye Ɗiop', 'أوا', 'ߊߥߊ', "N'Guessan", 'a'.repeat(10), '=1+1', '<b>'])('may be %p', name =>
    expect(accepted(Person, { name })).resolves.toBe(true),
  );

  test.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['eleven characters', 'a'.repeat(11)],
    ['no text', 7],
    ['a list', ['Awa']],
    ['a new line', 'Awa\nB'],
    ['a return', 'Awa\rB'],
    ['an escape sequence', '\u001b[31mAwa'],
    ['a C1 control', 'Awa\u009b1m'],
    ['NUL', 'Awa\u0000'],
    ['a line separator', 'Awa\u2028B'],
    ['an override of direction', 'Awa\u202egnp'],
    ['an isolate', 'Awa\u2066B'],
    ['a byte order mark', '\ufeffAwa'],
    ['private use', 'Awa\ue000'],
    ['half a character', 'Awa\ud800'],
  ])('is not %s', (_, name) => expect(accepted(Person, { name })).resolves.toBe(false));
});

describe('ids', () => {
  test.each([
    ['H-1.a_B', 'zabre', true],
    ['a'.repeat(64), 'z'.repeat(64), true],
    ['a'.repeat(65), 'zabre', false],
    ['H1', 'zabre.x', false],
    ['H1', '*', false],
    ['H1/../H2', 'zabre', false],
    ["H1' or 1=1--", 'zabre', false],
    ['H1\n', 'zabre', false],
    ['.H1', 'zabre', false],
    ['Н1', 'zabre', false],
    [{ $ne: '' }, 'zabre', false],
    [['H1'], 'zabre', false],
  ])('%p in the scheme %p: %p', (id, scheme, good) => expect(accepted(Ids, { id, scheme })).resolves.toBe(good));
});
