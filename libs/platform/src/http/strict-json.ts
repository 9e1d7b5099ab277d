/**
 * JSON as two readers cannot read differently: no key twice in an object, no key that reaches a prototype, no text
 * that a database cannot hold, and bounds on depth and length, so that a small body stays small work.
 */

export type JsonFault = 'malformed' | 'duplicate_key' | 'forbidden_key' | 'too_deep' | 'too_long' | 'bad_text';

export class NotStrictJson extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault);
  }
}

/** Objects and arrays within one another. */
export const maxDepth = 20;
/** Members of one object or array. */
export const maxMembers = 10_000;

/** Names that reach an object's prototype. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const loneSurrogate = /\p{Cs}/u;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws NotStrictJson */
export const parseStrictJson = (bytes: Uint8Array): unknown => {
  const text = decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotStrictJson('malformed');
  }
  inspect(text);
  return value;
};

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new NotStrictJson('malformed');
  }
};

interface Level {
  /** Keys seen; undefined in an array. */
  readonly keys?: Set<string>;
  members: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Walks a text already known to be JSON. */
const inspect = (text: string): void => {
  const levels: Level[] = [];
  // Most texts have no escape at all: then a string ends at the next quote, and nothing hides in one.
  const escapes = text.includes('\\');
  let expectsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = escapes ? endOfString(text, at) : text.indexOf('"', at + 1);
        if (expectsKey) noteKey(levels.at(-1)?.keys, readString(text, at, end));
        else if (escapes) readString(text, at, end);
        at = end;
        break;
      }
      case openBrace:
      case openBracket:
        if (levels.length === maxDepth) throw new NotStrictJson('too_deep');
        expectsKey = text.charCodeAt(at) === openBrace;
        levels.push({ members: 1, ...(expectsKey ? { keys: new Set<string>() } : {}) });
        break;
      case closeBrace:
      case closeBracket:
        levels.pop();
        expectsKey = false;
        break;
      case colon:
        expectsKey = false;
        break;
      case comma:
        expectsKey = nextMember(levels.at(-1));
        break;
    }
  }
};

const nextMember = (level: Level | undefined): boolean => {
  if (!level) return false;
  level.members += 1;
  if (level.members > maxMembers) throw new NotStrictJson('too_long');
  return level.keys !== undefined;
};

const noteKey = (keys: Set<string> | undefined, key: string): void => {
  if (forbiddenKeys.has(key)) throw new NotStrictJson('forbidden_key');
  if (keys?.has(key)) throw new NotStrictJson('duplicate_key');
  keys?.add(key);
};

const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
};

/** Only an escape can hide NUL or half a character: bytes of valid UTF-8 cannot, and JSON refuses a bare NUL. */
const readString = (text: string, start: number, end: number): string => {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  const value = JSON.parse(text.slice(start, end + 1)) as string;
  if (value.includes('\0') || loneSurrogate.test(value)) throw new NotStrictJson('bad_text');
  return value;
};
