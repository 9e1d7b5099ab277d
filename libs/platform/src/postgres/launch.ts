import { type ChildProcess, spawn } from 'node:child_process';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverEnvironment } from './cluster.js';
import type { DataFiles } from './data-files.js';
import { findPostmaster } from './postmaster.js';
import type { ServerAccount } from './server-account.js';
import type { ServerBinaries } from './server-binaries.js';
import { loopback } from './server-port.js';

export type Settings = Readonly<Record<string, string | number>>;

/** Durable, on this machine only, small enough for a laptop; six services and the command line beside them find room. */
const defaults: Settings = {
  listen_addresses: loopback,
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  fsync: 'on',
  idle_in_transaction_session_timeout: '30s',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

export interface LaunchOptions {
  readonly files: DataFiles;
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount | undefined;
  readonly port: number;
  readonly settings: Settings;
}

/** `failed` brings what the server last said. */
export type Launched = { readonly status: 'ready' } | { readonly status: 'failed'; readonly said: string };

const pollMs = 15;
const largestLog = 10_000_000;

/** Starts the server apart from this process: no signal of the terminal reaches it, and it outlives a crash of ours. */
export const launch = async (options: LaunchOptions): Promise<Launched> => {
  const { files, binaries, account, port, settings } = options;
  const flags = Object.entries({ ...defaults, ...settings, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  await setOldLogAside(files.log);
  const log = await open(files.log, 'a+', 0o600);
  try {
    const { size } = await log.stat();
    const server = spawn(binaries.postgres, ['-D', files.cluster, ...flags], {
      cwd: files.cluster,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: serverEnvironment(),
      ...account,
    });
    server.unref();
    const failure = await readyOrFailed(server, files.cluster);
    if (failure === undefined) return { status: 'ready' };
    const { buffer, bytesRead } = await log.read(Buffer.alloc(64_000), 0, 64_000, size);
    return { status: 'failed', said: buffer.toString('utf8', 0, bytesRead).trim() || failure };
  } finally {
    await log.close();
  }
};

/** Undefined once the server takes connections; otherwise why it did not come up. Recovery may take its time. */
const readyOrFailed = async (server: ChildProcess, cluster: string): Promise<string | undefined> => {
  let ended: string | undefined;
  server.once('error', failure => (ended = failure.message));
  server.once('exit', (code, signal) => (ended ??= `ended with ${signal ?? `code ${code}`}`));
  while (ended === undefined) {
    const postmaster = await findPostmaster(cluster);
    if (postmaster?.pid === server.pid && postmaster?.ready) return undefined;
    await sleep(pollMs);
  }
  return ended;
};

const setOldLogAside = async (file: string): Promise<void> => {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size > largestLog) await rename(file, `${file}.1`);
};
