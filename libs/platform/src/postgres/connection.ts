import pg from 'pg';

/** A connection for the length of `work`. */
export const connected = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: url, application_name: 'entraide, preparation' });
  // A server that stops between two questions is told by the next question.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** One process at a time, across the whole database; `waiting` is called when another one is at it. */
export const alone = async <Result>(
  client: pg.Client,
  subject: string,
  work: () => Promise<Result>,
  waiting: () => void = () => undefined,
): Promise<Result> => {
  const key = 'hashtextextended($1, 0)';
  const { rows } = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(${key}) as free`, [subject]);
  if (!rows[0]?.free) {
    waiting();
    await client.query(`select pg_advisory_lock(${key})`, [subject]);
  }
  try {
    return await work();
  } finally {
    // Fails only with the connection, and then the lock is gone too.
    await client.query(`select pg_advisory_unlock(${key})`, [subject]).catch(() => undefined);
  }
};
