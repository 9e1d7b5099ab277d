import 'reflect-metadata';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CrashOptions, crashOptions, UsageError } from './crash-options.js';
import { CrashRun, type Kill } from './crash-run.js';
import type { Victim } from './kills.js';

/** Longest time from a kill to the next claim that is taken. */
const recoveryGoal_ms = 10_000;
const exitCode = { ok: 0, failed: 1, usage: 3 } as const;

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/**
 * Kills (-9) the server, PostgreSQL and, where it is another, the event log's server while claims come in, then looks for anything lost, doubled or exceeded. One JSON
 * line per kill, then the summary; what failed can be had again with its seed.
 */
const main = async (options: CrashOptions): Promise<number> => {
  const { keep, seed } = options;
  const dataDir = keep ?? (await mkdtemp(join(tmpdir(), 'entraide-crash-')));
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  say({ suite: 'crash', ...options, dataDir });
  const { kills, checked, violations, ...figures } = await new CrashRun(options, dataDir, say).run();
  const slow = kills.filter(({ recovery_ms }) => recovery_ms > recoveryGoal_ms);
  const ok = violations.length === 0 && slow.length === 0;
  say({
    suite: 'crash',
    ok,
    seed,
    kills: kills.length,
    recovery_ms: {
      server: recoveries(kills, 'server'),
      postgres: recoveries(kills, 'postgres', 'postmaster'),
      ...(options.logKills > 0 ? { log: recoveries(kills, 'log') } : {}),
    },
    slow: slow.length,
    ...figures,
    checked,
    violations: violations.length,
  });
  for (const violation of violations.slice(0, 50)) say(violation);
  if (ok && keep === undefined) await rm(dataDir, { recursive: true, force: true });
  return ok ? exitCode.ok : exitCode.failed;
};

const recoveries = (kills: readonly Kill[], ...victims: readonly Victim[]) => {
  const sorted = kills
    .filter(({ of }) => victims.includes(of))
    .map(({ recovery_ms }) => recovery_ms)
    .sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? null, longest: sorted.at(-1) ?? null };
};

try {
  process.exitCode = await main(crashOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? exitCode.usage : exitCode.failed;
}
