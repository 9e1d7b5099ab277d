import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Built programs, beside this one. */
export const programs = {
  server: fileURLToPath(new URL('../../apps/all-in-one/src/main.js', import.meta.url)),
  cli: fileURLToPath(new URL('../../apps/cli/src/main.js', import.meta.url)),
} as const;

/** Loaded before a program that must not outlive the suite. */
export const endWithParent = fileURLToPath(new URL('../distributed/end-with-parent.js', import.meta.url));

/** As `npm run up` starts it: a claim's garbage is collected while it is young, and seldom. */
const youngGeneration = '--max-semi-space-size=64';

export type Settings = Readonly<Record<string, string>>;

/**
 * How a federation runs on a laptop, on a virtual clock: the members of the demo are covered on the days its story
 * tells of, whenever the suite runs.
 */
export const settingsOf = (dataDir: string, port: number): Settings => ({
  DATA_DIR: dataDir,
  PORT: String(port),
  HOST: '127.0.0.1',
  AUTH_MODE: 'embedded-dev',
  ALLOW_DEV_ISSUER: '1',
  CLOCK: 'virtual',
  LOG_LEVEL: 'warn',
});

/**
 * Starts a program; what it says goes to the end of a file. A Ctrl-C of the terminal does not reach it: whoever started
 * it stops it, and it stops by itself when they are gone.
 */
export const start = async (
  program: string,
  args: readonly string[],
  settings: Settings,
  logFile: string,
): Promise<ChildProcess> => {
  const log = await open(logFile, 'a', 0o600);
  try {
    return spawn(process.execPath, [youngGeneration, '--import', endWithParent, program, ...args], {
      // Nothing of the caller's own federation, database or production may get in.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...settings },
      stdio: ['pipe', log.fd, log.fd],
      detached: true,
    });
  } finally {
    await log.close();
  }
};

/** Done, though not all of it: refusals that belong to the demo's story. */
const incomplete = 2;

/** Runs a program to its end. @throws Error naming the log when it fails. */
export const run = async (...program: Parameters<typeof start>): Promise<void> => {
  const [code] = (await once(await start(...program), 'exit')) as [number | null];
  if (code !== 0 && code !== incomplete)
    throw new Error(`${program[0]} ${program[1].join(' ')} ended with ${code}: see ${program[3]}`);
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const listener = createServer();
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A folder as it is, owners and modes included: PostgreSQL opens no data that others could read. */
export const copyFolder = async (from: string, to: string): Promise<void> => {
  await promisify(execFile)('cp', ['-a', `${from}/.`, to]);
};
