import { exitCode, UsageError } from '../exit.js';
import { localConfiguration, withStores } from '../local.js';
import { markSeed, seedDemo, seedMarker } from '../seeding.js';

export interface SeedArguments {
  readonly seed: string;
  readonly members: string;
  readonly json?: boolean;
}

/** Builds the demo federation in an empty DATA_DIR. */
export const seed = async ({ seed: seedText, members: membersText, json }: SeedArguments): Promise<number> => {
  const [number, members] = [Number(seedText), Number(membersText)];
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError('--seed is a whole number');
  if (!Number.isSafeInteger(members) || members < 100 || members > 1_000_000)
    throw new UsageError('--members is from 100 to 1 000 000');
  if (localConfiguration().production) throw new UsageError('the demo federation is not for production');
  const before = await seedMarker();
  if (before?.done)
    throw new UsageError(`DATA_DIR already holds the demo federation (seed ${before.seed}, ${before.members} members)`);
  if (!before && (await holdsData()))
    throw new UsageError('DATA_DIR already holds a federation: choose another DATA_DIR');
  if (before && (before.seed !== number || before.members !== members))
    throw new UsageError(
      `an unfinished seeding is to be finished first: --seed ${before.seed} --members ${before.members}`,
    );
  const { steps, seconds, refused } = await seedWithMarker(number, members, (done, day) => {
    if (!json) process.stderr.write(`\r${day} · ${done} `);
  });
  const report = {
    seed: number,
    members,
    steps,
    seconds: Math.round(seconds),
    perSecond: Math.round(steps / seconds),
    refused: refused.length,
  };
  process.stdout.write(
    json
      ? `${JSON.stringify(report)}\n`
      : `\n${steps} opérations en ${report.seconds} s / operations in ${report.seconds} s\n`,
  );
  for (const line of refused.slice(0, 20)) process.stderr.write(`refusé / refused: ${line}\n`);
  return refused.length === 0 ? exitCode.ok : exitCode.incomplete;
};

export const seedWithMarker = async (
  number: number,
  members: number,
  onProgress: (done: number, day: string) => void,
) => {
  await markSeedInEmptyDir(number, members);
  const seeded = await seedDemo({ seed: number, members, onProgress });
  await markSeed(number, members, true);
  return seeded;
};

const markSeedInEmptyDir = async (number: number, members: number): Promise<void> => {
  await withStores(async () => undefined);
  await markSeed(number, members, false);
};

/** Whether something was ever recorded here. */
export const holdsData = (): Promise<boolean> => withStores(async ({ log }) => (await log.head('membership')) > 0);
