import { addDays, isDay } from '#kernel';
import { rulesSince } from '../../../../infra/demo/src/index.js';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration, withStores } from '../local.js';
import { demoOptions, lastMonthEnd, markSeed, seedDemo, seedMarker, type Story } from '../seeding.js';

export interface SeedArguments {
  readonly seed: string;
  readonly members: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** Builds the demo federation in an empty DATA_DIR, or goes on with one that was interrupted. */
export const seed = async ({ json, ...texts }: SeedArguments): Promise<number> => {
  notInProduction();
  const story = storyOf(texts);
  await mayBegin(story);
  const { steps, seconds, refused } = await seedWithMarker(story, (done, day) => {
    if (!json && process.stderr.isTTY) process.stderr.write(`\r${day} · ${done} `);
  });
  const report = {
    ...story,
    steps,
    seconds: Math.round(seconds),
    perSecond: Math.round(steps / seconds),
    refused: refused.length,
  };
  process.stdout.write(
    json
      ? `${JSON.stringify(report)}\n`
      : `${steps} opérations en ${report.seconds} s / operations in ${report.seconds} s\n`,
  );
  for (const line of refused.slice(0, 20)) process.stderr.write(`refusé / refused: ${line}\n`);
  return refused.length === 0 ? exitCode.ok : exitCode.incomplete;
};

const notInProduction = (): void => {
  if (localConfiguration().production) throw new UsageError('the demo federation is not for production');
};

const storyOf = ({
  seed: seedText,
  members: membersText,
  until = lastMonthEnd(),
}: Omit<SeedArguments, 'json'>): Story => {
  const [number, members] = [Number(seedText), Number(membersText)];
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError('--seed is a whole number');
  if (!Number.isSafeInteger(members) || members < 100 || members > 1_000_000)
    throw new UsageError('--members is from 100 to 1 000 000');
  if (!isDay(until) || addDays(until, 1).slice(8) !== '01') throw new UsageError('--until is the last day of a month');
  const story = { seed: number, members, until };
  if (demoOptions(story).from < rulesSince)
    throw new UsageError(`--until: the story takes eighteen months, and nothing was in force before ${rulesSince}`);
  return story;
};

const mayBegin = async (story: Story): Promise<void> => {
  const before = await seedMarker();
  if (before?.done)
    throw new UsageError(`DATA_DIR already holds the demo federation (seed ${before.seed}, ${before.members} members)`);
  if (!before && (await holdsData()))
    throw new UsageError('DATA_DIR already holds a federation: choose another DATA_DIR');
  if (before && (before.seed !== story.seed || before.members !== story.members || before.until !== story.until)) {
    throw new UsageError(
      `an unfinished seeding comes first: --seed ${before.seed} --members ${before.members} --until ${before.until}`,
    );
  }
};

/** @throws UsageError in production, before anything is written. */
export const seedWithMarker = async (story: Story, onProgress: (done: number, day: string) => void) => {
  notInProduction();
  await withStores(() => markSeed(story, false));
  const seeded = await seedDemo({ ...story, onProgress });
  await markSeed(story, true);
  return seeded;
};

/** Whether something was ever recorded here. */
export const holdsData = (): Promise<boolean> => withStores(async ({ log }) => (await log.head('membership')) > 0);
