import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProofLogs } from '#audit';
import { VirtualClock } from '#kernel';
import { Configuration, migrationsOf, postgresStores, type Stores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { connected } from '../../../platform/src/postgres/connection.js';
import type { EventLog } from '../event-log.js';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { command, fresh, to, until } from './toy-commands.fixture.js';

const project = dirname(createRequire(import.meta.url).resolve('../../../../package.json'));
const loader = pathToFileURL(join(project, 'libs/testing/src/load-typescript.mjs')).href;
const [program, shard, prefix] = [join(project, 'apps/cli/src/main.ts'), 'benefits', 'moved/'] as const;
const commands = 600;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it said last, as JSON. */
  readonly said: Record<string, unknown>;
}

/** The command as an operator gives it, each time a process of its own; over the double alone, whose faults stop it. */
describe('entraide migrate-log, as a command', () => {
  let dataDir: string;
  let databases: FreshDatabase[];
  let stores: Stores[];
  let double: KurrentDouble;
  let there: KurrentEventLog;

  /** How each context of a federation reaches one of the databases, with the same keys and proofs. */
  const environment = ({ credentials }: FreshDatabase): Record<string, string> => ({
    ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TZ: 'UTC', DATA_DIR: dataDir },
    ...Object.fromEntries(
      contexts.map(each => [`DATABASE_URL_${each.shard.toUpperCase()}`, credentials.urlOf(each.shard)]),
    ),
  });
  const begin = (database: FreshDatabase, ...args: readonly string[]) => {
    const all = ['--conditions=source', '--no-warnings', '--import', loader, program, 'migrate-log', shard, ...args];
    const started = spawn(process.execPath, [...all, '--prefix', prefix, '--json'], { env: environment(database) });
    let [text, errors] = ['', ''];
    started.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
    started.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
    const closed = once(started, 'close') as Promise<[Ended['code'], Ended['signal']]>;
    const ended = closed.then(([code, signal]): Ended => {
      const last = text.trim().split('\n').at(-1);
      return { code, signal, said: last ? (JSON.parse(last) as Ended['said']) : { errors } };
    });
    return { started, ended };
  };
  const run = (database: FreshDatabase, ...args: readonly string[]): Promise<Ended> => begin(database, ...args).ended;

  /** Kills it once the log it copies to holds something. @returns how much */
  const killedOnItsWay = async (copying: { started: ChildProcess; ended: Promise<Ended> }, log: EventLog) => {
    await until(async () => (await log.head(shard)) > 0, 90_000);
    copying.started.kill('SIGKILL');
    expect((await copying.ended).signal).toBe('SIGKILL');
    return log.head(shard);
  };

  const proofFiles = async (): Promise<Readonly<Record<string, string>>> => {
    const files = (await readdir(join(dataDir, 'proof'), { recursive: true, withFileTypes: true })).filter(file =>
      file.isFile(),
    );
    const read = files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, (await readFile(path)).toString('base64')] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'entraide-migrate-log-'));
    double = await KurrentDouble.start();
    there = new KurrentEventLog({ urlOf: () => double.url(), prefix });
    databases = [await freshDatabase(migrationsOf(contexts)), await freshDatabase(migrationsOf(contexts))];
    stores = [];
    for (const { credentials } of databases) stores.push(await postgresStores(credentials, dataDir, contexts));
    const { log } = stores[0]!;
    const configuration = new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir });
    const proofs = await ProofLogs.open(configuration, log, new VirtualClock('2025-06-02T08:00:00.000Z'));
    for (const many of [400, 195, 5]) {
      await Promise.all(Array.from({ length: many }, () => log.append(command(to(fresh(), 0, 'a')))));
      if (many > 5) await proofs.seal(shard);
    }
  }, 120_000);
  afterAll(async () => {
    await there.close();
    for (const each of stores) await each.close();
    await double.stop();
    for (const database of databases) await database.drop();
    await rm(dataDir, { recursive: true });
  }, 60_000);

  test('copies a log there and back; killed on its way, it goes on; what was signed holds', async () => {
    const [from, back] = databases as [FreshDatabase, FreshDatabase];
    const before = await proofFiles();
    expect(Object.keys(before).length).toBeGreaterThan(3);

    // The server takes one group of commands and then answers nothing.
    double.faults.script({ call: 'append', when: 'before', how: 'silence', skip: 2, times: 10_000 });
    const first = await killedOnItsWay(begin(from, '--to', double.url()), there);
    double.faults.clear();
    expect(first).toBeLessThan(commands);
    const copied = await run(from, '--to', double.url());
    const kept = { shard, events: commands, commands, sealed: 595, unsealed: 5, checkpoints: 2, equal: true };
    expect(copied).toMatchObject({ code: 0, said: kept });
    // A group that was under way when it was killed may have arrived since; what had arrived is not copied again.
    expect(copied.said['copied']).toBeGreaterThan(0);
    expect(copied.said['copied']).toBeLessThanOrEqual(commands - first);
    const again = await run(from, '--to', double.url());
    expect(again).toMatchObject({ code: 0, said: { ...kept, copied: 0, root: copied.said['root'] } });

    // Back, into a database that takes the first 300 and then hangs.
    const { superUrl } = back;
    await behind(superUrl, holdAfter300);
    const second = await killedOnItsWay(begin(back, '--from', double.url()), stores[1]!.log);
    await behind(superUrl, letGo);
    expect(second).toBeLessThanOrEqual(300);
    const returned = await run(back, '--from', double.url());
    expect(returned).toMatchObject({ code: 0, said: { ...kept, root: copied.said['root'] } });
    expect(await stores[1]!.log.head(shard)).toBe(commands);

    // The signed files are the ones that were there, byte for byte.
    expect(await proofFiles()).toEqual(before);
  }, 280_000);

  test('says which log differs, and ends with 1; a wrong address is a wrong use', async () => {
    const [from, back] = stores as [Stores, Stores];
    await from.log.append(command(to(fresh(), 0, 'here')));
    await there.open([shard]);
    await there.append(command(to(fresh(), 0, 'elsewhere')));
    const refused = await run(databases[0]!, '--to', double.url());
    expect(refused).toMatchObject({ code: 1, said: { shard, equal: false } });
    expect(await there.head(shard)).toBe(commands + 1);
    expect(await back.log.head(shard)).toBe(commands);
    expect((await run(databases[0]!, '--to', 'http://nowhere')).code).toBe(3);
  }, 120_000);
});

const holdAfter300 = `
  create function es.hold() returns trigger language plpgsql as $$ begin perform pg_sleep(600); return new; end $$;
  create trigger hold before insert on es.event_benefits for each row when (new.position > 300) execute function es.hold();
`;
const letGo = `
  select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep';
  drop trigger hold on es.event_benefits;
  drop function es.hold();
`;

const behind = (url: string, sql: string) => connected(url, client => client.query(sql));
