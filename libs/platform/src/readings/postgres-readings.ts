import type pg from 'pg';
import {
  entryOf,
  type KeptReading,
  type Reading,
  type ReadingRecord,
  Readings,
  type ReadingsWanted,
} from './readings.js';

interface Row {
  readonly number: string;
  readonly entry: string;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

interface Waiting {
  readonly entry: string;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

const inScan = 5_000;

/** Readings in the database; those that come while others are being written are written together. */
export class PostgresReadings extends Readings {
  private waiting: Waiting[] = [];
  private writing = false;

  /** @param pool of a role that may add entries; to find them, of the auditor's. */
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  record(reading: Reading): Promise<void> {
    return new Promise((kept, failed) => {
      this.waiting.push({ entry: entryOf(reading), kept, failed });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.pool.query(
          'insert into es.reading (entry) select entry from unnest($1::text[]) with ordinality as one (entry, place) order by place',
          [batch.map(({ entry }) => entry)],
        );
        for (const { kept } of batch) kept();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.writing = false;
  }

  async find({ person, actor, schemes, from, to, limit, offset = 0 }: ReadingsWanted): Promise<readonly KeptReading[]> {
    const { rows } = await this.pool.query<Pick<Row, 'number' | 'entry'>>(
      `select number, entry from es.reading
       where ($1::text is null or jsonb_exists(entry::jsonb -> 'persons', $1))
         and ($2::text is null or entry::jsonb ->> 'actor' = $2)
         and ($3::text[] is null or entry::jsonb ->> 'scheme' = any ($3))
         and ($4::text is null or left(entry::jsonb ->> 'at', 10) >= $4)
         and ($5::text is null or left(entry::jsonb ->> 'at', 10) <= $5)
       order by number desc limit $6 offset $7`,
      [person ?? null, actor ?? null, schemes ?? null, from ?? null, to ?? null, limit, offset],
    );
    return rows.map(({ number, entry }) => ({ number: Number(number), ...(JSON.parse(entry) as Reading) }));
  }

  async last(): Promise<Pick<ReadingRecord, 'number' | 'hash'> | undefined> {
    const { rows } = await this.pool.query<Pick<Row, 'number' | 'hash'>>(
      'select number, hash from es.reading order by number desc limit 1',
    );
    return rows[0] && { number: Number(rows[0].number), hash: rows[0].hash };
  }

  async *scan(): AsyncIterable<readonly ReadingRecord[]> {
    for (let after = 0; ;) {
      const { rows } = await this.pool.query<Row>(
        'select number, entry, previous, hash from es.reading where number > $1 order by number limit $2',
        [after, inScan],
      );
      if (rows.length === 0) return;
      yield rows.map(row => ({ ...row, number: Number(row.number) }));
      after = Number(rows.at(-1)!.number);
    }
  }
}
