import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compared, ProofLogs, verifierFile, writeExport } from '#audit';
import { shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { Configuration, postgresStores, type Stores } from '#platform';
import type { Bench } from './bench.js';
import { contexts, seed, storyOf } from './federation.js';
import { enlarge } from './larger-log.js';
import { compare, type Run } from './protocol.js';

/** A million events are to be verified within a minute: how many times faster than that. */
const aMinute_s = 60;

/** Events per second by the program outsiders run, over an export; and by ours, over the database. */
export const verify: Bench = async ({ protocol, server, size, report, say }) => {
  say(`seeding ${size.members} members, then copying their events until there are ${size.events}`);
  await seed(server, storyOf(size.members));
  const stores = await postgresStores(server.credentials, server.dataDir, contexts);
  try {
    await enlarge(stores.log, shards, size.events);
    const environment = { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: server.dataDir };
    const proofs = await ProofLogs.open(new Configuration(environment), stores.log, new SystemClock());
    const sealing = performance.now();
    await proofs.sealAll();
    const folder = join(server.dataDir, 'export');
    const events = await exportTo(folder, proofs, stores);
    say(`${events} events sealed and exported in ${Math.round((performance.now() - sealing) / 1_000)} s`);
    const ours: Run[] = [
      {
        name: 'export-verified',
        measure: async () => {
          let cpuSeconds = 0;
          const seconds = await timed(async () => void (cpuSeconds = await verified(folder)));
          say(`${Math.round((seconds * 1_000_000) / events)} s for a million; a minute is the goal (${aMinute_s} s)`);
          return { operations: events, seconds, cpuSeconds };
        },
      },
      {
        name: 'database-compared',
        measure: async () => ({ operations: events, seconds: await timed(() => comparedAll(proofs, stores)) }),
      },
    ];
    const baseline: Run = {
      name: 'SHA-256 of the export’s files',
      measure: async () => ({ operations: events, seconds: await timed(() => hashed(folder)) }),
    };
    report(await compare(baseline, ours, protocol, say), 'events/s');
  } finally {
    await stores.close();
  }
};

const exportTo = async (folder: string, proofs: ProofLogs, { log }: Stores): Promise<number> => {
  const logs = new Map(await Promise.all(shards.map(async shard => [shard, (await proofs.of(shard)).proof] as const)));
  const exportedAt = new SystemClock().now();
  const exported = await writeExport(folder, { name: proofs.name, logs, log, signer: proofs.signer, exportedAt });
  return exported.reduce((sum, { events }) => sum + events, 0);
};

/**
 * As an outsider runs it.
 * @returns CPU time it took; 0 where /proc is not @unit seconds
 * @throws Error when it finds anything
 */
const verified = async (folder: string): Promise<number> => {
  const child = spawn(process.execPath, [verifierFile, folder, '--json'], { stdio: ['ignore', 'ignore', 'inherit'] });
  let used = 0;
  const looking = setInterval(() => (used = Math.max(used, cpuSecondsOf(child.pid))), look_ms);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(looking);
  if (code !== 0) throw new Error(`the export is not what was signed: the verifier ended with ${code}`);
  return used;
};

const look_ms = 100;
/** Of a process that runs, in its own code and in the kernel's, as Linux counts it: a hundred to a second. */
const cpuSecondsOf = (pid: number | undefined): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
};

const comparedAll = async (proofs: ProofLogs, { log }: Stores): Promise<void> => {
  for (const shard of shards) {
    const { findings } = await compared(shard, (await proofs.of(shard)).proof, log);
    if (findings.length > 0) throw new Error(`${shard} is not what was signed`);
  }
};

const hashed = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    hash.digest();
  }
};

const timed = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};
