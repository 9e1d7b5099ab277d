/**
 * A map in key order that never changes: setting or removing gives a new one and shares the rest (an AVL tree). A big
 * fund has tens of thousands of households waiting; copying a plain map for each event would make its stream unreadable.
 */
export type SortedMap<Value> = Entry<Value> | null;

export interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  readonly left: SortedMap<Value>;
  readonly right: SortedMap<Value>;
  readonly height: number;
}

export const lookUp = <Value>(map: SortedMap<Value>, key: string): Value | undefined => {
  let at = map;
  while (at && at.key !== key) at = key < at.key ? at.left : at.right;
  return at?.value;
};

export const put = <Value>(map: SortedMap<Value>, key: string, value: Value): Entry<Value> => {
  if (!map) return entry(key, value, null, null);
  if (key === map.key) return entry(key, value, map.left, map.right);
  return key < map.key
    ? balanced(map.key, map.value, put(map.left, key, value), map.right)
    : balanced(map.key, map.value, map.left, put(map.right, key, value));
};

export const remove = <Value>(map: SortedMap<Value>, key: string): SortedMap<Value> => {
  if (!map) return null;
  if (key < map.key) return balanced(map.key, map.value, remove(map.left, key), map.right);
  if (key > map.key) return balanced(map.key, map.value, map.left, remove(map.right, key));
  const next = first(map.right);
  return next ? balanced(next.key, next.value, map.left, remove(map.right, next.key)) : map.left;
};

/** The entry with the smallest key. */
export const first = <Value>(map: SortedMap<Value>): SortedMap<Value> => {
  let at = map;
  while (at?.left) at = at.left;
  return at;
};

/** Entries by rising key. */
export function* entriesOf<Value>(map: SortedMap<Value>): Iterable<Entry<Value>> {
  if (!map) return;
  yield* entriesOf(map.left);
  yield map;
  yield* entriesOf(map.right);
}

const heightOf = (map: SortedMap<unknown>): number => map?.height ?? 0;

const entry = <Value>(key: string, value: Value, left: SortedMap<Value>, right: SortedMap<Value>): Entry<Value> => ({
  key,
  value,
  left,
  right,
  height: 1 + Math.max(heightOf(left), heightOf(right)),
});

const balanced = <Value>(key: string, value: Value, left: SortedMap<Value>, right: SortedMap<Value>): Entry<Value> => {
  if (left && heightOf(left) > heightOf(right) + 1)
    return rotatedRight(key, value, heightOf(left.left) < heightOf(left.right) ? rotateLeft(left) : left, right);
  if (right && heightOf(right) > heightOf(left) + 1)
    return rotatedLeft(key, value, left, heightOf(right.right) < heightOf(right.left) ? rotateRight(right) : right);
  return entry(key, value, left, right);
};

const rotatedRight = <Value>(key: string, value: Value, left: Entry<Value>, right: SortedMap<Value>): Entry<Value> =>
  entry(left.key, left.value, left.left, entry(key, value, left.right, right));

const rotatedLeft = <Value>(key: string, value: Value, left: SortedMap<Value>, right: Entry<Value>): Entry<Value> =>
  entry(right.key, right.value, entry(key, value, left, right.left), right.right);

const rotateLeft = <Value>(at: Entry<Value>): Entry<Value> =>
  at.right ? rotatedLeft(at.key, at.value, at.left, at.right) : at;

const rotateRight = <Value>(at: Entry<Value>): Entry<Value> =>
  at.left ? rotatedRight(at.key, at.value, at.left, at.right) : at;
