import { spawnSync } from 'node:child_process';
import { checkReadings, compared, type Compared, ProofLogs, verifierFile } from '#audit';
import { shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { exitCode } from '../../exit.js';
import { localConfiguration, withStores } from '../../local.js';
import { progress } from '../../progress.js';

export interface VerifyArguments {
  readonly policy?: string;
  readonly previous?: readonly string[];
  readonly json?: boolean;
}

/** An export, by the program that outsiders run; or the federation's own database, against what was signed of it. */
export const verify = (folder: string | undefined, options: VerifyArguments): Promise<number> =>
  folder === undefined ? verifyStored(options) : verifyFolder(folder, options);

const verifyFolder = async (folder: string, { policy, previous = [], json }: VerifyArguments): Promise<number> => {
  const given = [
    ...(policy === undefined ? [] : ['--policy', policy]),
    ...previous.flatMap(checkpoint => ['--previous', checkpoint]),
    ...(json ? ['--json'] : []),
  ];
  const { status } = spawnSync(process.execPath, [verifierFile, folder, ...given], { stdio: 'inherit' });
  return status ?? exitCode.failed;
};

const verifyStored = ({ json }: VerifyArguments): Promise<number> =>
  withStores(async ({ log, readings }) => {
    const proofs = await ProofLogs.open(localConfiguration(), log, new SystemClock());
    let tampered = false;
    for (const shard of shards) {
      const { proof } = await proofs.of(shard);
      const size = (await proof.checkpoint())?.size ?? 0;
      const bar = progress(shard, size, json === true);
      const started = performance.now();
      const report = await compared(shard, proof, log, events => bar.to(events));
      bar.end();
      const eventsPerSecond = Math.round((size / Math.max(1, performance.now() - started)) * 1000);
      process.stdout.write(
        json ? `${JSON.stringify({ ...report, eventsPerSecond })}\n` : inWords(report, eventsPerSecond),
      );
      tampered ||= report.findings.length > 0;
    }
    const { entries, head, sealed, brokenAt } = await checkReadings(log, readings);
    process.stdout.write(
      json
        ? `${JSON.stringify({ readings: entries, head, sealed, brokenAt })}\n`
        : `${brokenAt === null ? '✓' : '✗'} lectures / readings: ${entries}${brokenAt === null ? `, ${head}` : `; ${brokenAt}: changed`}\n`,
    );
    tampered ||= brokenAt !== null;
    return tampered ? exitCode.failed : exitCode.ok;
  });

const inWords = ({ shard, size, unsealed, findings }: Compared, eventsPerSecond: number): string =>
  [
    size === 0 && findings.length === 0
      ? `· ${shard}: rien n’est encore scellé / nothing is sealed yet; ${unsealed} événements / events`
      : `${findings.length === 0 ? '✓' : '✗'} ${shard}: ${size} événements scellés / sealed events, ${eventsPerSecond}/s; ${unsealed} pas encore / not yet`,
    ...findings.map(
      ({ position, cause, fields }) => `    ${position}: ${cause}${fields ? ` (${fields.join(', ')})` : ''}`,
    ),
    '',
  ].join('\n');
