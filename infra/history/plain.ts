import { entriesOf, type SortedMap } from '../../libs/subsidies/src/ledger/sorted-map.js';

/** A state as JSON: maps as `{ "map": [[key, value], …] }`, sets as `{ "set": […] }`; what is undefined is left out. */
export const plain = (state: unknown): unknown => {
  if (state instanceof Map) return { map: pairs(state) };
  if (state instanceof Set) return { set: [...state].map(plain) };
  if (isSortedMap(state)) return { map: pairs([...entriesOf(state)].map(({ key, value }) => [key, value])) };
  if (Array.isArray(state)) return state.map(plain);
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, plain(value)]),
  );
};

const pairs = (entries: Iterable<readonly [unknown, unknown]>): unknown[] =>
  [...entries].map(([key, value]) => [plain(key), plain(value)]);

/** Its entries are its meaning; how its tree is balanced is nobody's business. */
const isSortedMap = (value: unknown): value is NonNullable<SortedMap<unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  ['key', 'value', 'left', 'right', 'height'].every(name => name in value);
