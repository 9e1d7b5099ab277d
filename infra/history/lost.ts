import { isDeepStrictEqual } from 'node:util';
import type { SealedFields } from '#kernel';
import type { GoldenEvent } from './golden.js';

/**
 * Compares the state a stream has with its keys to the one it has without them, and names each place that lost more
 * than what was sealed. Only a whole sealed value, or a text out of one, may be missing. A number never: sums, counters
 * and cover come from the clear part.
 */
export const lostTooMuch = (opened: unknown, keyless: unknown, events: readonly GoldenEvent[]): string[] =>
  compared(opened, keyless, new Protected(events), 'state');

const compared = (opened: unknown, keyless: unknown, sealed: Protected, where: string): string[] => {
  if (isDeepStrictEqual(opened, keyless) || (isAbsent(keyless) && sealed.covers(opened))) return [];
  if (Array.isArray(opened) && Array.isArray(keyless)) {
    const left = opened.length === keyless.length ? opened : opened.filter(element => !sealed.isIn(element));
    if (left.length !== keyless.length)
      return [`${where}: ${opened.length} elements, ${keyless.length} without the key`];
    return left.flatMap((element, index) => compared(element, keyless[index], sealed, `${where}[${index}]`));
  }
  if (isRecord(opened) && isRecord(keyless)) {
    const names = new Set([...Object.keys(opened), ...Object.keys(keyless)]);
    return [...names].flatMap(name => compared(opened[name], keyless[name], sealed, `${where}.${name}`));
  }
  return [`${where}: ${JSON.stringify(opened)}, ${JSON.stringify(keyless)} without the key`];
};

/** What the keys of a stream protect. */
class Protected {
  private readonly values: readonly unknown[];
  private readonly texts: ReadonlySet<unknown>;

  constructor(events: readonly GoldenEvent[]) {
    this.values = events
      .flatMap(({ sealedFields }) => Object.values<SealedFields[string]>(sealedFields ?? {}))
      .map(({ value }) => value);
    this.texts = new Set(this.values.flatMap(leaves).filter(leaf => typeof leaf === 'string'));
  }

  covers(value: unknown): boolean {
    if (typeof value === 'number') return false;
    return this.texts.has(value) || this.values.some(one => isDeepStrictEqual(one, value));
  }

  /** Whether the value has anything protected in it. */
  isIn(value: unknown): boolean {
    return this.covers(value) || (isNested(value) && Object.values(value).some(inner => this.isIn(inner)));
  }
}

const leaves = (value: unknown): unknown[] => (isNested(value) ? Object.values(value).flatMap(leaves) : [value]);
const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isNested(value) && !Array.isArray(value);
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
