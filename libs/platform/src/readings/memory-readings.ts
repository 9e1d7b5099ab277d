import {
  beginning,
  chained,
  entryOf,
  type KeptReading,
  matchesReading,
  type Reading,
  type ReadingRecord,
  Readings,
  type ReadingsWanted,
} from './readings.js';

/** For scenarios and unit tests. */
export class MemoryReadings extends Readings {
  readonly records: ReadingRecord[] = [];

  async record(reading: Reading): Promise<void> {
    const previous = this.records.at(-1)?.hash ?? beginning;
    const entry = entryOf(reading);
    this.records.push({ number: this.records.length + 1, entry, previous, hash: chained(previous, entry) });
  }

  async find(wanted: ReadingsWanted): Promise<readonly KeptReading[]> {
    const { limit, offset = 0 } = wanted;
    return this.records
      .map(({ number, entry }) => ({ number, ...(JSON.parse(entry) as Reading) }))
      .filter(reading => matchesReading(reading, wanted))
      .reverse()
      .slice(offset, offset + limit);
  }

  async last(): Promise<ReadingRecord | undefined> {
    return this.records.at(-1);
  }

  async *scan(): AsyncIterable<readonly ReadingRecord[]> {
    yield this.records;
  }
}
