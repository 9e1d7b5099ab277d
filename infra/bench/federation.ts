import { join } from 'node:path';
import { benefitsContext } from '#benefits';
import { contributionsContext } from '#contributions';
import { addDays, type Day } from '#kernel';
import { membershipContext } from '#membership';
import type { ContextParts } from '#platform';
import { subsidiesContext } from '#subsidies';
import { programs, run, type Settings } from '../crash/programs.js';
import type { BenchServer } from './server.js';

export const contexts: readonly ContextParts[] = [
  membershipContext,
  contributionsContext,
  subsidiesContext,
  benefitsContext,
];

/** The demo federation, told to the end of last month; the same for the same numbers. */
export interface Story {
  readonly seed: number;
  readonly members: number;
  readonly until: Day;
}

export const storyOf = (members: number): Story => ({
  seed: 42,
  members,
  until: addDays(`${new Date().toISOString().slice(0, 8)}01`, -1),
});

/** The built programs work in the folder, and on the database server, of the benchmark. */
export const settingsFor = ({ dataDir }: BenchServer): Settings => ({
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  AUTH_MODE: 'embedded-dev',
  ALLOW_DEV_ISSUER: '1',
  LOG_LEVEL: 'warn',
  // Nothing but what is measured.
  CLOSE_DAYS: 'off',
});

export const logFileOf = ({ dataDir }: BenchServer): string => join(dataDir, 'programs.log');

/** Eighteen months of a federation's work, written through the operations of the API (`entraide seed`). */
export const seed = async (server: BenchServer, { seed, members, until }: Story): Promise<void> => {
  const numbers = ['--seed', String(seed), '--members', String(members), '--until', until];
  await run(programs.cli, ['seed', ...numbers, '--json'], settingsFor(server), logFileOf(server));
};
