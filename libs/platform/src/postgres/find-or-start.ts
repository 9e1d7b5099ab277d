import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFiles } from './data-files.js';
import type { Launched } from './launch.js';
import { findOrphans, findPostmaster, forgetStaleLock, signal } from './postmaster.js';
import { EmbeddedPostgresFailed } from './server-binaries.js';

export interface Running {
  readonly pid: number;
  readonly port: number;
  /** Whether someone else started it. */
  readonly attached: boolean;
}

const startMs = 120_000;
const pollMs = 25;

/** Another process was faster, or what a crash left behind is not gone yet: look again. */
const passing =
  /lock file ".*" already exists|could not bind|shared memory block .* is still in use|data directory .* in use/;

/**
 * The server of these files, started unless it runs. Waits while it starts, recovers or stops.
 * @throws EmbeddedPostgresFailed with the server's last words and the name of its log.
 */
export const findOrStart = async (files: DataFiles, start: () => Promise<Launched>): Promise<Running> => {
  const deadline = performance.now() + startMs;
  let attached = true;
  while (performance.now() < deadline) {
    const found = await findPostmaster(files.cluster);
    if (found?.ready && found.port) return { pid: found.pid, port: found.port, attached };
    if (found || !(await orphansGone(files.cluster))) {
      await sleep(pollMs);
      continue;
    }
    const launched = await start();
    attached = launched.status === 'failed';
    if (launched.status === 'ready') continue;
    if (!passing.test(launched.said)) throw notStarted(launched.said, files);
    await forgetStaleLock(files.cluster);
  }
  throw notStarted(`it was not ready after ${startMs / 1_000} seconds`, files);
};

const notStarted = (said: string, { log }: DataFiles): EmbeddedPostgresFailed => {
  const causes = said.split('\n').filter(line => /FATAL|ERROR|PANIC|HINT/.test(line));
  const last = (causes.length > 0 ? causes : said.split('\n')).slice(-4).join('\n');
  return new EmbeddedPostgresFailed(
    `PostgreSQL did not start: ${last}\nIts log: ${log}. Set DATABASE_URL to use a PostgreSQL of your own.`,
  );
};

/**
 * Whether no process of a killed server is left. They end by themselves when they notice; one that does not is ended:
 * nothing it could still write would be lost or kept, the log is replayed at the next start.
 */
const orphansGone = async (cluster: string): Promise<boolean> => {
  // Whoever comes up meanwhile, because somebody else was faster, is none of them.
  const left = new Set(await findOrphans(cluster));
  for (const { waitMs, send } of [
    { waitMs: 3_000, send: 'SIGQUIT' },
    { waitMs: 3_000, send: 'SIGKILL' },
  ] as const) {
    const until = performance.now() + waitMs;
    while (performance.now() < until) {
      if ((await findOrphans(cluster)).length === 0) return true;
      // These are no orphans: their server is coming up.
      if (await findPostmaster(cluster)) return false;
      await sleep(pollMs);
    }
    for (const orphan of await findOrphans(cluster)) if (left.has(orphan)) signal(orphan, send);
  }
  return false;
};
