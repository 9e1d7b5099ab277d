import type pg from 'pg';
import type { Shard } from '../event-log.js';
import { type DataKeyCount, type KeyName, wrappingContext } from './data-keys.js';
import { headOf, type KeyEncryptionKey } from './key-ring.js';

/** Data keys are wrapped again so many at a time: each batch is a short transaction, and can be the last. */
const batch = 500;

/**
 * Wraps every data key again that another key than the present one wrapped. What was done stays done: who is interrupted
 * goes on with what is left. A key that is destroyed meanwhile stays destroyed.
 * @returns how many were wrapped again
 */
export const rewrapDataKeys = async (
  pool: pg.Pool,
  shard: Shard,
  ring: KeyEncryptionKey,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> => {
  const head = headOf(ring.id);
  for (let done = 0; ;) {
    const { rows } = await pool.query<Row>(
      `select subject, class, key_id, wrapped from ${shard}.data_key
       where wrapped is not null and substring(wrapped from 1 for $1) <> $2 order by subject, class limit ${batch}`,
      [head.length, head],
    );
    if (rows.length === 0) return done;
    const again = rows.map(row => {
      const context = wrappingContext(shard, row, row.key_id);
      return ring.wrap(ring.unwrap(row.wrapped, context), context);
    });
    // Only what is still as it was read: an erasure that comes in between is not undone.
    await pool.query(
      `update ${shard}.data_key as kept set wrapped = again.wrapped
       from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) as again (subject, class, before, wrapped)
       where kept.subject = again.subject and kept.class = again.class and kept.wrapped = again.before`,
      [rows.map(row => row.subject), rows.map(row => row.class), rows.map(row => row.wrapped), again],
    );
    onProgress((done += rows.length));
  }
};

interface Row extends KeyName {
  readonly key_id: string;
  readonly wrapped: Buffer;
}

export const dataKeysOf = async (
  pool: pg.Pool,
  shard: Shard,
  ring: Pick<KeyEncryptionKey, 'id'>,
): Promise<DataKeyCount> => {
  const head = headOf(ring.id);
  const { rows } = await pool.query<{ kept: string; behind: string; destroyed: string }>(
    `select count(wrapped) as kept, count(*) filter (where wrapped is null) as destroyed,
            count(*) filter (where wrapped is not null and substring(wrapped from 1 for $1) <> $2) as behind
     from ${shard}.data_key`,
    [head.length, head],
  );
  const { kept, behind, destroyed } = rows[0]!;
  return { kept: Number(kept), behind: Number(behind), destroyed: Number(destroyed) };
};
