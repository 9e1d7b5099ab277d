import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFiles } from './data-files.js';
import { isAlive, signal } from './postmaster.js';
import { EmbeddedPostgresFailed } from './server-binaries.js';

const pollMs = 10;

/**
 * Ends the server: first the fast way (connections are closed, open transactions rolled back, everything is written),
 * and when that hangs, at once (the next start recovers).
 * @throws EmbeddedPostgresFailed when it is still there after both.
 */
export const shutDown = async (pid: number, { log }: DataFiles): Promise<void> => {
  signal(pid, 'SIGINT');
  if (await gone(pid, 30_000)) return;
  signal(pid, 'SIGQUIT');
  if (await gone(pid, 10_000)) return;
  throw new EmbeddedPostgresFailed(`PostgreSQL (process ${pid}) does not stop. Its log: ${log}`);
};

const gone = async (pid: number, withinMs: number): Promise<boolean> => {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    if (!isAlive(pid)) return true;
    await sleep(pollMs);
  }
  return false;
};
