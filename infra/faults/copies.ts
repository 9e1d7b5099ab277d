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

/** So many records: the oldest, again and again where there are not enough. */
export const soMany = (count: number, records: readonly Lying[]): readonly Lying[] => {
  if (records.length === 0) return [];
  return Array.from({ length: count }, (_, index) => records[index % records.length]!);
};
