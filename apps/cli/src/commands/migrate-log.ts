import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { type Kept, proofKept, ProofLogs } from '#audit';
import {
  copyLog,
  CopyRefused,
  digestOf,
  type EventLog,
  isLogAddress,
  isShard,
  logAddressExample,
  LogGap,
  openLogElsewhere,
  type Shard,
  shards,
} from '#eventstore';
import { SystemClock } from '#kernel';
import { openStores } from '#platform';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration } from '../local.js';
import { progress } from '../progress.js';

export interface MigrateLogOptions {
  readonly to?: string;
  readonly from?: string;
  readonly prefix?: string;
  readonly json?: boolean;
}

/**
 * Copies contexts' event logs from their database to a log elsewhere, or back; goes on where it stopped, and compares
 * both logs entry by entry at the end. Positions stay, and so do checkpoints and proofs.
 */
export const migrateLog = async (named: readonly string[], options: MigrateLogOptions): Promise<number> => {
  const { to, from, prefix } = options;
  if ((to === undefined) === (from === undefined)) throw new UsageError('either --to or --from names the other log');
  const url = (to ?? from)!;
  if (!isLogAddress(url)) throw new UsageError(`the other log is an address like ${logAddressExample}`);
  const chosen = shardsNamed(named);
  const stores = await openStores(localConfiguration({ EVENT_LOG_URL: '', EVENT_LOG_URL_FILE: '' }), contexts);
  try {
    const elsewhere = await openLogElsewhere({ url, prefix, readOnly: from !== undefined }, chosen);
    try {
      const [source, target] = to === undefined ? [elsewhere, stores.log] : [stores.log, elsewhere];
      for (const shard of chosen) if (!(await copied(shard, source, target, options))) return exitCode.failed;
      return exitCode.ok;
    } finally {
      await elsewhere.close();
    }
  } finally {
    await stores.close();
  }
};

const copied = async (shard: Shard, source: EventLog, target: EventLog, { json }: MigrateLogOptions) => {
  const head = await source.head(shard);
  const bar = progress(shard, head, json === true);
  try {
    const { copied: events } = await copyLog(shard, source, target, position => bar.to(position));
    const [here, there] = [await digestOf(source, shard), await digestOf(target, shard)];
    const { size: sealed, unsealed, checkpoints, findings } = await againstProof(shard, target);
    const equal = isDeepStrictEqual(here, there);
    bar.end();
    const differing = { ...(equal ? {} : { other: there }), ...(findings.length > 0 ? { findings } : {}) };
    report({ shard, copied: events, ...here, sealed, unsealed, checkpoints, equal, ...differing }, json);
    return equal && findings.length === 0;
  } catch (error) {
    bar.end();
    if (!(error instanceof CopyRefused) && !(error instanceof LogGap)) throw error;
    report({ shard, equal: false, refused: error.message }, json);
    return false;
  }
};

/** Everything ever signed of the log as it was, against the log as it is now elsewhere: proofs hold for both. */
const againstProof = async (shard: Shard, log: EventLog): Promise<Kept> => {
  const proofs = await ProofLogs.open(localConfiguration(), log, new SystemClock());
  return proofKept(shard, (await proofs.of(shard)).proof, log);
};

const report = (found: Readonly<Record<string, unknown>>, json: boolean | undefined): void => {
  if (json) return void process.stdout.write(`${JSON.stringify(found)}\n`);
  const {
    shard,
    copied: now,
    events,
    commands,
    sealed,
    checkpoints,
    root,
    equal,
    refused,
    findings,
  } = found as Record<string, string>;
  const line = refused
    ? `✗ ${shard}: ${refused}`
    : equal && !findings
      ? `= ${shard}: ${now} copiés / copied; ${events} événements / events, ${commands} commandes / commands, ${sealed} scellés / sealed, ${checkpoints} preuves signées / signed checkpoints\n    ${root}`
      : `≠ ${shard}: les journaux diffèrent / the logs differ`;
  process.stdout.write(`${line}\n`);
};

const shardsNamed = (named: readonly string[]): readonly Shard[] => {
  for (const name of named) if (!isShard(name)) throw new UsageError(`a context is one of ${shards.join(', ')}`);
  return named.length > 0 ? named.filter(isShard) : contexts.map(({ shard }) => shard);
};

export const addMigrateLog = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  program
    .command('migrate-log')
    .description('copie le journal vers un autre serveur et compare / copies the event log to another server, compares')
    .argument('[contexts...]')
    .option('--to <address>', 'de la base vers ce journal / from the database to that log')
    .option('--from <address>', 'de ce journal vers la base / from that log to the database')
    .option('--prefix <prefix>', 'début des noms / how its names begin', process.env['EVENT_LOG_PREFIX'])
    .option('--json', 'une ligne JSON par résultat / one JSON line per result')
    .action((contextNames: string[], options: MigrateLogOptions) => ends(migrateLog(contextNames, options)));
};
