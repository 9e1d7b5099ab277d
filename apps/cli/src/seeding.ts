import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, addMonths, type Day, type Instant } from '#kernel';
import { InProcessTransport } from '#messaging';
import { openStores } from '#platform';
import { LocalStage } from '#scenarios';
import { demoFederation, type DemoStep } from '../../../infra/demo/src/index.js';
import { contexts } from './contexts.js';
import { localConfiguration } from './local.js';

/** What the demo federation is made of: the same story makes the same federation. */
export interface Story {
  readonly seed: number;
  readonly members: number;
  /** Last day: the end of a month. It begins eighteen months earlier. */
  readonly until: Day;
}

export interface SeedOptions extends Story {
  readonly onProgress?: (done: number, day: string) => void;
}

export interface Seeded {
  readonly steps: number;
  readonly seconds: number;
  readonly refused: readonly string[];
}

/** Above this, speed matters more than one and the same order on every machine. */
const strictOrderUpTo = 20_000;
/** Steps of different households that may be asked at the same time. */
const parallel = 24;

/**
 * Writes the demo federation through the operations of the API, each on its own day: the log then reads as if the
 * schemes had worked for eighteen months. A seeding that was interrupted goes on where it stopped, as every step has
 * its own idempotency key.
 */
export const seedDemo = async ({ onProgress, ...story }: SeedOptions): Promise<Seeded> => {
  const configuration = localConfiguration({ CLOCK: 'virtual' });
  const strict = story.members <= strictOrderUpTo;
  const keyPrefix = `seed:${story.seed}:${story.members}:${story.until}`;
  const stage = await LocalStage.open(contexts, {
    stores: () => openStores(configuration, contexts),
    // A day's rows are written once, when the day is over.
    projectionLingerMs: 2_000,
    ...(strict ? { transport: () => new InProcessTransport({ parallel: 1 }) } : {}),
  });
  const started = performance.now();
  const refused: string[] = [];
  const secrets = new Map<string, string>();
  let steps = 0;
  try {
    await stage.fresh();
    for (const day of byDay(demoFederation(demoOptions(story)))) {
      for (const group of together(day, strict)) {
        await inTurns(group, async (step, index) => {
          const problem = await ask(stage, step, `${keyPrefix}:${steps + index}`, secrets);
          if (problem) refused.push(problem);
        });
        steps += group.length;
      }
      await stage.settled();
      onProgress?.(steps, day[0]!.on);
    }
  } finally {
    await stage.close();
  }
  await keepSecrets(secrets);
  return { steps, seconds: (performance.now() - started) / 1000, refused };
};

/** Nothing here waits in line for a fund: these may be asked in any order without changing what becomes of them. */
const unordered = new Set(['SubmitClaim', 'AttestSession', 'DeclareBirth']);

const monthsTold = 18;

/** As the generator takes it. */
export const demoOptions = ({ seed, members, until }: Story) => ({
  seed,
  members,
  from: addMonths(addDays(until, 1), -monthsTold),
  months: monthsTold,
});

const ask = async (
  stage: LocalStage,
  { on, at, operation, input, accepts = [] }: DemoStep,
  key: string,
  secrets: Map<string, string>,
): Promise<string | undefined> => {
  const { roles } = stage.operations.named(operation);
  const role = roles.includes('federation-admin')
    ? 'federation-admin'
    : (roles.find(name => name.startsWith('scheme-')) ?? roles[0]!);
  const call = stage.operations.call(operation, input as Record<string, unknown>);
  const { status, body } = await stage.ask(call, { role, instant: instantOf(on, at), key });
  const { code = '', endpoint, secret } = (body ?? {}) as { code?: string; endpoint?: string; secret?: string };
  if (endpoint && secret) secrets.set(endpoint, secret);
  if (status >= 500) throw new Error(`${on} ${operation}: ${status} ${code}`);
  return status >= 400 && !accepts.includes(code) ? `${on} ${operation}: ${status} ${code}` : undefined;
};

const instantOf = (on: Day, minutes: number): Instant => {
  const [hour, minute] = [Math.floor(Math.min(minutes, 1439) / 60), Math.min(minutes, 1439) % 60];
  return `${on}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
};

function* byDay(steps: Iterable<DemoStep>): Generator<DemoStep[]> {
  let day: DemoStep[] = [];
  for (const step of steps) {
    if (day.length > 0 && day[0]!.on !== step.on) {
      yield day;
      day = [];
    }
    day.push(step);
  }
  if (day.length > 0) yield day;
}

/** Steps that may be asked side by side; every other is alone, in its place. */
const together = (day: readonly DemoStep[], strict: boolean): DemoStep[][] => {
  const groups: DemoStep[][] = [];
  let open: DemoStep[] | undefined;
  for (const step of day) {
    const alone = householdOf(step) === '' || (strict && !unordered.has(step.operation));
    if (alone) groups.push([step]);
    else if (open) open.push(step);
    else groups.push((open = [step]));
    if (alone) open = undefined;
  }
  return groups;
};

/** Side by side, but one after the other for the same household. */
const inTurns = async (
  group: readonly DemoStep[],
  work: (step: DemoStep, index: number) => Promise<void>,
): Promise<void> => {
  const lanes = Array.from({ length: Math.min(parallel, group.length) }, (): (() => Promise<void>)[] => []);
  group.forEach((step, index) => lanes[laneOf(step, lanes.length)]!.push(() => work(step, index)));
  await Promise.all(
    lanes.map(async lane => {
      for (const turn of lane) await turn();
    }),
  );
};

/** Persons are numbered within their household. */
const householdOf = ({ input }: DemoStep): string => {
  const { household, beneficiary, person } = input as { household?: string; beneficiary?: string; person?: string };
  return household ?? (beneficiary ?? person ?? '').replace(/-[^-]*$/, '');
};

const laneOf = (step: DemoStep, lanes: number): number => {
  let hash = 0;
  for (const character of householdOf(step)) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % lanes;
};

const marker = (): string => join(localConfiguration().dataDir, 'seed.json');
const secretsFile = (): string => join(localConfiguration().dataDir, 'demo-endpoints.json');

/** What was seeded here, and whether it was finished. */
export const seedMarker = async (): Promise<(Story & { done: boolean }) | undefined> => {
  try {
    return JSON.parse(await readFile(marker(), 'utf8')) as Story & { done: boolean };
  } catch {
    return undefined;
  }
};

export const markSeed = (story: Story, done: boolean): Promise<void> =>
  writeFile(marker(), `${JSON.stringify({ ...story, done })}\n`);

/** An endpoint tells its secret once: the demo's providers note theirs, for `load claims` to sign with. */
const keepSecrets = async (secrets: ReadonlyMap<string, string>): Promise<void> => {
  if (secrets.size === 0) return;
  await writeFile(secretsFile(), `${JSON.stringify(Object.fromEntries(secrets))}\n`, { mode: 0o600 });
};

export const demoSecrets = async (): Promise<Readonly<Record<string, string>>> => {
  try {
    return JSON.parse(await readFile(secretsFile(), 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
};

/** The end of the last whole month. */
export const lastMonthEnd = (): Day => addDays(`${new Date().toISOString().slice(0, 8)}01`, -1);
