import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCluster, superuser } from './cluster.js';
import { type DataFiles, dataFiles, secretIn } from './data-files.js';
import { type Running, findOrStart } from './find-or-start.js';
import { KeepRunning } from './keep-running.js';
import { type Launched, type Settings, launch } from './launch.js';
import { Ownership, ServerLeaving } from './ownership.js';
import { findPostmaster } from './postmaster.js';
import { admit, serverAccount } from './server-account.js';
import { EmbeddedPostgresFailed, serverBinaries } from './server-binaries.js';
import { choosePort, loopback } from './server-port.js';
import { shutDown } from './shut-down.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster (`postgres/`), its log, its port and its password. Made when missing, closed to others. */
  readonly dataDir: string;
  /** A free one is chosen and kept unless said. */
  readonly port?: number;
  /** Server settings by name; ignored when a running server is found. */
  readonly settings?: Settings;
  /** Told what takes time or changes something. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The superuser's: for preparing the database, never for the app. */
  readonly superUrl: string;
  readonly port: number;
  /** Whether the server ran already: its process died without stopping it, or another process uses it now. */
  readonly attached: boolean;
  /** Stops the server (open transactions are rolled back) if this process owns it; a guest just leaves. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL that comes with npm, for one machine. Finds a server that outlived its process and takes it over;
 * recovers after a crash; comes back by itself, on its port, when it is killed while someone uses it; leaves nothing
 * running once stopped by its owner.
 * @throws EmbeddedPostgresFailed naming the cause, what to do, and the log file.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const { settings = {}, log = () => undefined } = options;
  const files = dataFiles(resolve(options.dataDir));
  await makeDataDir(files.dataDir);
  const binaries = await serverBinaries();
  const account = await serverAccount(files.cluster, log);
  if (account) await admit(account, files.dataDir, binaries.folder, log);
  const password = await secretIn(files.password);
  await ensureCluster({
    folder: files.cluster,
    binaries,
    account,
    password,
    durable: settings['fsync'] !== 'off',
    log,
  });

  const startOn = async (wanted: number | undefined): Promise<Launched> => {
    const port = await choosePort(files.port, wanted);
    log(`starting PostgreSQL ${binaries.major} on ${loopback}:${port}`);
    return launch({ files, binaries, account, port, settings });
  };
  const urlAt = (port: number): string =>
    `postgresql://${superuser}:${password}@${loopback}:${port}/postgres?sslmode=disable`;
  const { attached, port, ownership } = await reach(files, () => startOn(options.port), urlAt);
  if (attached) log(`attached to the PostgreSQL that runs on ${loopback}:${port}`);
  const kept = new KeepRunning({
    isRunning: async () => (await findPostmaster(files.cluster)) !== undefined,
    // Whoever is connected, or tries to be, knows this port.
    start: () => findOrStart(files, () => startOn(port)),
    log,
  });

  const stop = async (): Promise<void> => {
    await kept.stop();
    const owner = await ownership.claim().catch(() => !attached);
    const running = await findPostmaster(files.cluster);
    if (owner && running) await shutDown(running.pid, files);
    await ownership.release();
  };
  return { superUrl: urlAt(port), port, attached, stop };
};

const makeDataDir = async (dataDir: string): Promise<void> => {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    throw new EmbeddedPostgresFailed(
      `${dataDir} cannot be used (${code}): choose another DATA_DIR, or run as its owner`,
    );
  }
};

type Reached = Running & { readonly ownership: Ownership };

/** A server found may be stopped by its owner before we are connected: then it is looked for, or started, again. */
const reach = async (
  files: DataFiles,
  start: () => Promise<Launched>,
  urlAt: (port: number) => string,
  triesLeft = 20,
): Promise<Reached> => {
  const running = await findOrStart(files, start);
  try {
    return { ...running, ownership: await Ownership.of(urlAt(running.port), files) };
  } catch (failure) {
    if (!(failure instanceof ServerLeaving) || triesLeft === 0) throw failure;
    await sleep(100);
    return reach(files, start, urlAt, triesLeft - 1);
  }
};
