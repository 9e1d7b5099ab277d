import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connected } from './connection.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { findOrphans, findPostmaster, isAlive, signal } from './postmaster.js';

const project = dirname(createRequire(import.meta.url).resolve('../../../../package.json'));
const loader = pathToFileURL(join(project, 'libs/testing/src/load-typescript.mjs')).href;
const module = pathToFileURL(join(project, 'libs/platform/src/postgres/embedded-postgres.ts')).href;

let dataDir: string;
let cluster: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-embedded-'));
  cluster = join(dataDir, 'postgres');
});
afterEach(async () => {
  await (await start()).stop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = () => startEmbeddedPostgres({ dataDir, settings: { shared_buffers: '32MB' } });
const ask = (url: string, sql: string) => connected(url, async client => (await client.query(sql)).rows);
const serverPid = async (): Promise<number> => (await findPostmaster(cluster))?.pid ?? 0;

/** A node process of its own that starts the server and then waits. */
const anotherProcess = async (): Promise<{ process: ChildProcess; superUrl: string; attached: boolean }> => {
  const code = `const { startEmbeddedPostgres } = await import('${module}');
    const { superUrl, attached } = await startEmbeddedPostgres({ dataDir: '${dataDir}', settings: { shared_buffers: '32MB' } });
    console.log(JSON.stringify({ superUrl, attached })); setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', loader, '--input-type=module', '-e', code],
    { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface(child.stdout)) {
    return { process: child, ...(JSON.parse(line) as { superUrl: string; attached: boolean }) };
  }
  throw new Error('the other process did not start');
};
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 20));
};
const killed = async (process: ChildProcess): Promise<void> => {
  process.kill('SIGKILL');
  await once(process, 'exit');
};

describe('the embedded server', () => {
  test('keeps what was committed from one start to the next, on the same port', async () => {
    const first = await start();
    await ask(first.superUrl, 'create table kept as select 1 as id');
    await first.stop();
    const second = await start();
    expect(second).toMatchObject({ attached: false, port: first.port });
    expect(await ask(second.superUrl, 'select id from kept')).toEqual([{ id: 1 }]);
    await second.stop();
  });

  test('leaves nothing running once stopped', async () => {
    const server = await start();
    const pid = await serverPid();
    expect(isAlive(pid)).toBe(true);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await findOrphans(cluster)).toEqual([]);
  });

  test('listens on this machine only, for those who know the password, and is not root', async () => {
    const { superUrl, stop } = await start();
    const [setting] = await ask(
      superUrl,
      `select current_setting('listen_addresses') as at, current_setting('fsync') as fsync`,
    );
    expect(setting).toEqual({ at: '127.0.0.1', fsync: 'on' });
    const open = superUrl.replace(/:[^:@]*@/, ':guess@');
    await expect(ask(open, 'select 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    const { mode, uid } = await stat(cluster);
    expect(mode & 0o777).toBe(0o700);
    expect(uid).not.toBe(0);
    await stop();
  });

  test('is taken over when the process that started it was killed', async () => {
    const other = await anotherProcess();
    await ask(other.superUrl, 'create table kept as select 1 as id');
    const pid = await serverPid();
    await killed(other.process);
    expect(isAlive(pid)).toBe(true);

    const server = await start();
    expect(server).toMatchObject({ attached: true, superUrl: other.superUrl });
    expect(await ask(server.superUrl, 'select id from kept')).toEqual([{ id: 1 }]);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('is not stopped by a guest while its owner lives', async () => {
    const other = await anotherProcess();
    const guest = await start();
    expect(guest.attached).toBe(true);
    await guest.stop();
    expect(await ask(other.superUrl, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    await killed(other.process);
  });

  test('recovers every committed row after it was killed', async () => {
    const server = await start();
    await ask(server.superUrl, 'create table kept as select generate_series(1, 1000) as id');
    const working = ask(server.superUrl, 'select count(*) from generate_series(1, 1000000000)').catch(
      () => 'cut short',
    );
    process.kill(await serverPid(), 'SIGKILL');

    const again = await start();
    expect(await ask(again.superUrl, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }]);
    expect(await working).toBe('cut short');
    await again.stop();
    await server.stop();
  });

  test('comes back by itself after it was killed, where its users look for it', async () => {
    const server = await start();
    await ask(server.superUrl, 'create table kept as select 1 as id');
    for (const orphans of ['with its children', 'alone']) {
      const killedPid = await serverPid();
      process.kill(killedPid, 'SIGKILL');
      if (orphans === 'with its children') for (const pid of await findOrphans(cluster)) signal(pid, 'SIGKILL');
      await until(async () => (await findPostmaster(cluster))?.ready === true && (await serverPid()) !== killedPid);
      expect(await ask(server.superUrl, 'select id from kept')).toEqual([{ id: 1 }]);
    }
    await server.stop();
    expect(await findPostmaster(cluster)).toBeUndefined();
  });

  test('comes up once when two processes start it at the same time', async () => {
    const [mine, other] = await Promise.all([start(), anotherProcess()]);
    expect([mine.attached, other.attached].sort()).toEqual([false, true]);
    expect(mine.superUrl).toBe(other.superUrl);
    await killed(other.process);
    await mine.stop();
  });

  test('starts although its last process id was given to someone else meanwhile', async () => {
    await (await start()).stop();
    const someone = spawn('sleep', ['60'], { stdio: 'ignore' });
    const { uid, gid } = await stat(cluster);
    const lock = join(cluster, 'postmaster.pid');
    await writeFile(lock, `${someone.pid}\n${cluster}\n0\n1\n\n127.0.0.1\n1 1\nready\n`, { mode: 0o600 });
    await chown(lock, uid, gid);
    const server = await start();
    expect(server.attached).toBe(false);
    await server.stop();
    await killed(someone);
  });

  test('does not start on a port that is taken', async () => {
    const { port, stop } = await start();
    const otherDir = await mkdtemp(join(tmpdir(), 'entraide-embedded-'));
    await expect(startEmbeddedPostgres({ dataDir: otherDir, port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken`,
    );
    await rm(otherDir, { recursive: true, force: true });
    await stop();
  });

  test('says why it cannot start, and where its log is', async () => {
    const { stop } = await start();
    await stop();
    const broken = startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } });
    await expect(broken).rejects.toThrow(/invalid value for parameter "shared_buffers"[^]*postgres\.log/);
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toContain('shared_buffers');
  });
});
