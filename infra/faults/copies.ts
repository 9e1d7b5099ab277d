import type { Chance } from '../demo/src/chance.js';
import type { Lying } from './topics.js';

const keyOf = ({ key }: Lying): string => key?.toString('utf8') ?? '';

/** The same records in another order, but those of one key in their own: as brokers may deliver them. */
export const reordered = (records: readonly Lying[], chance: Chance): readonly Lying[] => {
  const byKey = new Map<string, Lying[]>();
  for (const record of records) byKey.set(keyOf(record), [...(byKey.get(keyOf(record)) ?? []), record]);
  const queues = [...byKey.values()];
  const mixed: Lying[] = [];
  while (queues.length > 0) {
    const index = chance.int(0, queues.length - 1);
    mixed.push(queues[index]!.shift()!);
    if (queues[index]!.length === 0) queues.splice(index, 1);
  }
  return mixed;
};

/** At least so many records: all of them again and again. */
export const atLeast = (count: number, records: readonly Lying[]): readonly Lying[] => {
  if (records.length === 0) return [];
  const times = Math.ceil(count / records.length);
  return Array.from({ length: times }, () => records).flat();
};
