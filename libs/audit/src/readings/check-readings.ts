import type { EventLog } from '#eventstore';
import { beginning, chained, type ChainChecked, type Readings } from '#platform';
import type { ReadingsSealed } from './readings.events.js';

export interface ReadingsChecked extends ChainChecked {
  /** Entries that a signed head covers: of these, nobody can take away the last ones either. */
  readonly sealed: number;
}

/**
 * Follows the chain from its first entry, and looks whether it passes through every head that was recorded. `brokenAt` is
 * the first entry that was changed, put in, moved or taken away, be it the last one; after a recorded head that another
 * chain stands in the place of, it is somewhere behind the head before.
 */
export const checkReadings = async (log: EventLog, readings: Readings): Promise<ReadingsChecked> => {
  const heads = await recordedHeads(log);
  const sealed = Math.max(0, ...heads.keys());
  let [entries, head, fits]: [number, Buffer, number] = [0, beginning, 0];
  const found = (brokenAt: number | null): ReadingsChecked => ({
    entries,
    head: head.toString('hex'),
    brokenAt,
    sealed,
  });
  for await (const records of readings.scan())
    for (const { number, entry, previous, hash } of records) {
      if (number !== entries + 1 || !previous.equals(head) || !hash.equals(chained(head, entry)))
        return found(entries + 1);
      const recorded = heads.get(number);
      if (recorded !== undefined && recorded !== hash.toString('hex')) return found(fits + 1);
      [entries, head] = [number, hash];
      if (recorded !== undefined) fits = number;
    }
  return found(entries < sealed ? entries + 1 : null);
};

const recordedHeads = async (log: EventLog): Promise<ReadonlyMap<number, string>> => {
  const heads = new Map<number, string>();
  for await (const events of log.scan('audit', { types: ['audit.ReadingsSealed'] }))
    for (const { type, clear } of events) {
      if (type !== 'audit.ReadingsSealed') continue;
      const { entries, head } = JSON.parse(Buffer.from(clear).toString('utf8')) as ReadingsSealed['data'];
      heads.set(entries, head);
    }
  return heads;
};
