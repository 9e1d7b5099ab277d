import { readFileSync } from 'node:fs';
import { readdir, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './data-files.js';
import { run } from './server-binaries.js';

/** The server process of a cluster, as its lock file tells. */
export interface Postmaster {
  readonly pid: number;
  /** Absent in the first instants of a start. */
  readonly port: number | undefined;
  readonly ready: boolean;
}

/** The live server of this cluster, if there is one: a lock file left by a dead one, or whose pid is reused, is none. */
export const findPostmaster = async (cluster: string): Promise<Postmaster | undefined> => {
  const lines = await readLock(cluster);
  const pid = Number(lines[0]);
  if (!isPid(pid) || !(await worksIn(pid, cluster))) return undefined;
  return { pid, port: Number(lines[3]) || undefined, ready: lines[7]?.trim() === 'ready' };
};

/**
 * After a crash the system may have given the server's process id to someone else: the server then takes the lock for
 * held and refuses to start. Containers, whose ids are small, meet this often.
 */
export const forgetStaleLock = async (cluster: string): Promise<void> => {
  const pid = Number((await readLock(cluster))[0]);
  if (isPid(pid) && !(await worksIn(pid, cluster))) await rm(lockOf(cluster), { force: true });
};

const lockOf = (cluster: string): string => join(cluster, 'postmaster.pid');
const readLock = async (cluster: string): Promise<string[]> => ((await readIfThere(lockOf(cluster))) ?? '').split('\n');
const isPid = (pid: number): boolean => Number.isInteger(pid) && pid > 0;

/** Server processes of this cluster that outlived their postmaster; they hold its shared memory. Linux only. */
export const findOrphans = async (cluster: string): Promise<number[]> => {
  if (process.platform !== 'linux') return [];
  const processes = (await readdir('/proc')).map(Number).filter(pid => pid > 0 && pid !== process.pid);
  const working = await Promise.all(processes.map(pid => worksIn(pid, cluster)));
  return processes.filter((_, index) => working[index]);
};

/** Server processes work in the folder of their cluster. */
const worksIn = async (pid: number, cluster: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (folder === undefined || folder !== (await realpath(cluster).catch(() => cluster))) return false;
    return (await readIfThere(`/proc/${pid}/comm`).catch(() => ''))?.trim() === 'postgres';
  }
  const { stdout } = await run('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres');
};

/** A zombie (ended, and nobody asked how) is not alive, though it still takes signals. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !['Z', 'X'].includes(status.charAt(status.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
};

/** Sends a signal; a process that just ended needs none. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure;
  }
};
