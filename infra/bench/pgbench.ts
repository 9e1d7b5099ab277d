import { execFile } from 'node:child_process';
import { access, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Work } from './protocol.js';
import { ask, type BenchServer } from './server.js';

const run = promisify(execFile);

/** PostgreSQL's own load generator, as Debian ships it (`postgresql`, or `postgresql-contrib`). */
export interface Pgbench {
  /** One INSERT of one event and one commit each. */
  insertEvents(clients: number, seconds: number): Promise<Work>;
  /** TPC-B transactions, scale 50, prepared statements. */
  tpcB(clients: number, seconds: number): Promise<Work>;
}

/** Undefined when it is not installed: then there are figures and no ratios. */
export const findPgbench = async (server: BenchServer): Promise<Pgbench | undefined> => {
  const binary = await locate();
  if (!binary) return undefined;
  const environment = await connectionTo(server, 'baseline');
  const pgbench = (...flags: string[]): Promise<{ stdout: string }> =>
    run(binary, flags, { env: { ...process.env, ...environment }, maxBuffer: 10_000_000 });
  const measured = async (...flags: string[]): Promise<Work> =>
    workIn((await pgbench('-n', '-M', 'prepared', ...flags)).stdout);

  const script = join(server.dataDir, 'insert-event.sql');
  let initialised: Promise<unknown> | undefined;
  return {
    insertEvents: async (clients, seconds) => {
      await writeFile(script, insertEvent);
      return measured('-f', script, ...load(clients, seconds));
    },
    tpcB: async (clients, seconds) => {
      initialised ??= pgbench('-i', '-q', '-s', '50');
      await initialised;
      return measured('-b', 'tpcb-like', ...load(clients, seconds));
    },
  };
};

const load = (clients: number, seconds: number): string[] => [
  ...['-c', String(clients)],
  ...['-j', String(Math.min(clients, 2))],
  ...['-T', String(Math.max(1, Math.round(seconds)))],
];

const locate = async (): Promise<string | undefined> => {
  const versions = await readdir('/usr/lib/postgresql').catch(() => [] as string[]);
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map(version => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  for (const folder of folders) {
    const path = join(folder, 'pgbench');
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
};

/** A database beside ours, on the same server, with one table of events as a first attempt at event sourcing has it. */
const connectionTo = async (server: BenchServer, database: string): Promise<Record<string, string>> => {
  await ask(server.superUrl, `create database ${database}`);
  const url = new URL(server.superUrl);
  url.pathname = `/${database}`;
  await ask(url.toString(), eventTable);
  return {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: database,
  };
};

const eventTable = `create table event (
  position bigint generated always as identity primary key, stream text not null, version int not null,
  type text not null, data jsonb not null, meta jsonb not null, unique (stream, version))`;

/** Body and metadata have the size of ours (see claim-events.ts), and differ from row to row as ours do. */
const insertEvent = `
\\set a random(1000000000, 9999999999)
\\set b random(1000000000, 9999999999)
insert into event (stream, version, type, data, meta) values (
  'benefits.claim-' || :a || '-' || :b, 1, 'benefits.ClaimReceived',
  ('{"claim":"' || :a || '-' || :b || '","household":"5f0c1b5e-6c6f-5f52-9a53-7b0b6f1f8b11","beneficiary":"0b0e9a1c-2f63-5b44-8f0e-3f3a4e5d6c7b","provider":"csps-zabre-1","serviceDate":"2025-03-01","level":1,"lines":[{"line":1,"key":"k3J9sQ2mXw8ZpL4v","quantity":1,"unitPrice":6000},{"line":2,"key":"Qm7RtY1nBv5KcD0x","quantity":2,"unitPrice":1250}],"billed":8500,"currency":"XOF"}')::jsonb,
  ('{"event":"9d1c2e54-8a55-5c0a-b7a9-64c3b0a0d7f1","command":"3b6f0d0e-9df4-5a0b-8a47-d5d0b1f4e2c3","correlation":"3b6f0d0e-9df4-5a0b-8a47-d5d0b1f4e2c3","scheme":"zabre","actor":"clerk-1","recordedAt":"2025-03-01T10:00:00.123Z"}')::jsonb)`;

/** Rates are printed without the time it took to connect. */
const workIn = (printed: string): Work => {
  const rate = /tps = ([0-9.]+)/.exec(printed)?.[1];
  if (rate === undefined) throw new Error(`pgbench said no rate: ${printed}`);
  return { operations: Number(rate), seconds: 1 };
};
