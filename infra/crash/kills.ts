import { join } from 'node:path';
import { findOrphans, findPostmaster, signal } from '../../libs/platform/src/postgres/postmaster.js';
import type { Chance } from '../demo/src/chance.js';
import type { LogServer } from './log-server.js';
import type { SupervisedServer } from './supervised-server.js';

/**
 * `postmaster`: the server's first process alone, whose children have to find out. `postgres`: all of them at once.
 * `log`: the server that keeps the event log, where that is another.
 */
export type Victim = 'server' | 'postgres' | 'postmaster' | 'log';

export interface Kills {
  readonly serverKills: number;
  readonly postgresKills: number;
  readonly logKills: number;
}

/** So many of each, in an order that the seed decides. Of the database's deaths, each fourth is the postmaster's alone. */
export const killsInOrder = ({ serverKills, postgresKills, logKills }: Kills, chance: Chance): readonly Victim[] => {
  const left: Victim[] = [
    ...Array.from({ length: serverKills }, (): Victim => 'server'),
    ...Array.from({ length: postgresKills }, (_, index): Victim => (index % 4 === 3 ? 'postmaster' : 'postgres')),
    ...Array.from({ length: logKills }, (): Victim => 'log'),
  ];
  return Array.from({ length: left.length }, () => left.splice(chance.int(0, left.length - 1), 1)[0]!);
};

export interface Running {
  readonly server: SupervisedServer;
  readonly logServer?: LogServer;
  readonly dataDir: string;
}

/** kill -9, without a word of warning. */
export const kill = async (victim: Victim, { server, logServer, dataDir }: Running): Promise<void> => {
  if (victim === 'server') return server.kill();
  if (victim === 'log') return logServer?.kill();
  await killPostgres(dataDir, victim === 'postgres');
};

/** @param children at once too; otherwise they have to find out */
export const killPostgres = async (
  dataDir: string,
  children: boolean,
  by: NodeJS.Signals = 'SIGKILL',
): Promise<void> => {
  const cluster = join(dataDir, 'postgres');
  const postmaster = await findPostmaster(cluster);
  if (!postmaster) throw new Error(`no PostgreSQL runs in ${cluster}`);
  signal(postmaster.pid, by);
  if (children) for (const child of await findOrphans(cluster)) signal(child, 'SIGKILL');
};
