import { FolderNotEmpty, ProofLogs, writeExport } from '#audit';
import { shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { exitCode, UsageError } from '../../exit.js';
import { localConfiguration, withStores } from '../../local.js';
import { progress } from '../../progress.js';

export interface ExportArguments {
  readonly out: string;
  readonly json?: boolean;
}

/** Seals what is recorded, then writes all of it for somebody who trusts nobody here. */
export const exportLogs = ({ out, json }: ExportArguments): Promise<number> =>
  withStores(async ({ log }) => {
    const clock = new SystemClock();
    const proofs = await ProofLogs.open(localConfiguration(), log, clock);
    await proofs.sealAll();
    const logs = new Map(
      await Promise.all(shards.map(async shard => [shard, (await proofs.of(shard)).proof] as const)),
    );
    const bar = progress('export', 0, json === true);
    try {
      const exported = await writeExport(out, {
        name: proofs.name,
        logs,
        log,
        signer: proofs.signer,
        exportedAt: clock.now(),
        onProgress: (_, events, of) => bar.to(events, of),
      });
      bar.end();
      for (const { shard, events } of exported)
        process.stdout.write(
          json ? `${JSON.stringify({ shard, events })}\n` : `${shard}: ${events} événements / events\n`,
        );
      if (!json) process.stdout.write(`\nnode ${out}/verify-export.mjs ${out}\n`);
      return exitCode.ok;
    } catch (error) {
      bar.end();
      if (error instanceof FolderNotEmpty) throw new UsageError(error.message);
      throw error;
    }
  });
