import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EventLog1760000000000 } from '#eventstore';
import { type ContextParts, type Credentials, migrate, prepareDatabase, startEmbeddedPostgres } from '#platform';

export interface BenchServer {
  readonly superUrl: string;
  readonly credentials: Credentials;
  readonly dataDir: string;
  /** CPU time of the server's processes so far, in seconds; undefined where /proc is not. */
  cpuSeconds(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** What makes a commit a commit. A benchmark without them measures something else. */
const durability = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** A server of its own in a temporary folder, as `npm run up` starts it, with the schemas of the contexts. */
export const startServer = async (contexts: readonly ContextParts[] = []): Promise<BenchServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await assertDurable(server.superUrl);
    const credentials = await prepareDatabase({
      adminUrl: server.superUrl,
      credentialsFile: join(dataDir, 'credentials.json'),
      mayResetPasswords: true,
    });
    await migrate(credentials, [
      { schema: 'es', migrations: [EventLog1760000000000] },
      ...contexts.map(({ shard, migrations }) => ({ schema: shard, migrations })),
    ]);
    await inService(credentials.urlOf('owner'));
    await ask(server.superUrl, 'checkpoint');
    return { superUrl: server.superUrl, credentials, dataDir, cpuSeconds: () => cpuSecondsOf(dataDir), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** One question on a connection of its own. */
export const ask = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

/**
 * A new server makes and fills each file of its log (16 MB) while transactions wait; one in service uses old ones again.
 * So it is given old ones.
 */
const inService = async (url: string): Promise<void> => {
  await ask(url, `create table es.ballast as select repeat('x', 1000) as filler from generate_series(1, 1000000)`);
  await ask(url, 'drop table es.ballast');
};

const assertDurable = async (url: string): Promise<void> => {
  for (const setting of durability) {
    const [shown] = await ask<Record<string, string>>(url, `show ${setting}`);
    if (shown?.[setting] !== 'on') throw new Error(`${setting} is not on: nothing would be proved`);
  }
};

/** Of the first process, of its children, and of the children that ended. */
const cpuSecondsOf = async (dataDir: string): Promise<number | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const lock = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  const postmaster = Number(lock.split('\n')[0]);
  const pids = (await readdir('/proc')).map(Number).filter(pid => pid > 0);
  const times = await Promise.all(pids.map(pid => timesOf(pid)));
  let ticks = 0;
  for (const [index, time] of times.entries()) {
    if (!time) continue;
    if (pids[index] === postmaster) ticks += time.own + time.endedChildren;
    else if (time.parent === postmaster) ticks += time.own;
  }
  return ticks / ticksPerSecond;
};

const ticksPerSecond = 100;

/** CPU time of one process so far, in seconds. */
export const cpuSecondsOfProcess = async (pid: number | undefined): Promise<number> =>
  ((pid === undefined ? undefined : await timesOf(pid))?.own ?? 0) / ticksPerSecond;

const timesOf = async (pid: number): Promise<{ parent: number; own: number; endedChildren: number } | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // Fields after the name, which may hold spaces: proc(5), from field 3 (state) on.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number): number => fields[number - 3] ?? 0;
  return { parent: field(4), own: field(14) + field(15), endedChildren: field(16) + field(17) };
};
