import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxDepth, maxMembers, NotStrictJson, parseStrictJson } from './strict-json.js';

const faultOf = (json: string | Uint8Array): string => {
  try {
    parseStrictJson(typeof json === 'string' ? Buffer.from(json) : json);
    return 'none';
  } catch (error) {
    if (error instanceof NotStrictJson) return error.fault;
    throw error;
  }
};

test('reads whatever JSON says, when it says it once', () =>
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), json => {
      if (faultOf(json) === 'none') expect(parseStrictJson(Buffer.from(json))).toEqual(JSON.parse(json));
      else expect(['forbidden_key', 'bad_text']).toContain(faultOf(json));
    }),
  ));

describe('is refused', () => {
  test.each([
    ['a key twice', '{"status":"paid","status":"new"}', 'duplicate_key'],
    ['a key twice, spelt otherwise', '{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['a key twice, deep down', '[{"a":{"b":1,"c":[],"b":2}}]', 'duplicate_key'],
    ['a key that reaches the prototype', '{"__proto__":{"admin":true}}', 'forbidden_key'],
    ['that key spelt otherwise', '{"__pro\\u0074o__":1}', 'forbidden_key'],
    ['the constructor', '{"constructor":{"prototype":{}}}', 'forbidden_key'],
    ['a text with NUL', '{"a":"x\\u0000"}', 'bad_text'],
    ['a text with half a character', '{"a":"\\ud83d"}', 'bad_text'],
    ['what is not JSON', '{"a":1,}', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a byte order mark', '\ufeff{}', 'malformed'],
  ])('%s', (_, json, fault) => expect(faultOf(json)).toBe(fault));

  test('bytes that are not UTF-8', () => expect(faultOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('malformed'));
});

test('the same key in two objects, a value that looks like a key, and braces within texts are fine', () => {
  expect(faultOf('[{"a":1},{"a":2}]')).toBe('none');
  expect(faultOf('{"a":"a","b":"__proto__","c":["a","a"]}')).toBe('none');
  expect(faultOf('{"a":"},{\\"a\\":","b":"\\\\"}')).toBe('none');
  expect(faultOf('{"a":"😀 \\ud83d\\ude00"}')).toBe('none');
});

test(`twenty levels are read, the next is refused`, () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(faultOf(nested(maxDepth))).toBe('none');
  expect(faultOf(nested(maxDepth + 1))).toBe('too_deep');
  expect(faultOf('{"a":'.repeat(100) + '1' + '}'.repeat(100))).toBe('too_deep');
});

test('ten thousand members are read, the next is refused', () => {
  const array = (members: number) => `[${Array.from({ length: members }, () => '0').join()}]`;
  expect(faultOf(array(maxMembers))).toBe('none');
  expect(faultOf(array(maxMembers + 1))).toBe('too_long');
});
