import pg from 'pg';

/** One row of a table, as text that can be searched: bytes as the characters they may spell. */
export interface StoredText {
  readonly table: string;
  readonly text: string;
}

/** Every row of every table of the application, whoever may read it. @param url of the server's superuser */
export const everythingStored = async (url: string): Promise<StoredText[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    const found: StoredText[] = [];
    for (const { name } of rows) {
      const table = await client.query<Record<string, unknown>>(`select * from ${name}`);
      found.push(...table.rows.map(row => ({ table: name, text: Object.values(row).map(textOf).join('\n') })));
    }
    return found;
  } finally {
    await client.end();
  }
};

const textOf = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return `${value.toString('utf8')} ${value.toString('hex')}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
