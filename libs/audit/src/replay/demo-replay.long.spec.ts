import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rebuild } from '#eventstore';
import { addMonths, type Day, type Instant } from '#kernel';
import { InProcessTransport } from '#messaging';
import { LocalStage } from '#scenarios';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { demoFederation, type DemoStep } from '../../../../infra/demo/src/index.js';
import { partOf } from './part-of-log.js';

const from = '2025-01-01';
const story = { seed: 42, members: 200, from, months: 12 };
const projections = contexts.flatMap(context => context.projections);
const generation = 'demo-replay';

const instantOf = (on: Day, minutes: number): Instant =>
  new Date(Date.parse(`${on}T00:00:00.000Z`) + Math.min(minutes, 1439) * 60_000).toISOString();

/** Everything that a year of the demo federation wrote, of all contexts together. */
describe('the demo federation, replayed whole', () => {
  let stage: LocalStage;

  beforeAll(async () => {
    stage = await LocalStage.open(contexts, { transport: () => new InProcessTransport({ parallel: 1 }) });
    await stage.fresh();
    let [day, step]: [Day, number] = [from, 0];
    for (const asked of demoFederation(story)) {
      if (asked.on !== day) await stage.settled();
      day = asked.on;
      await ask(asked, `demo:${(step += 1)}`);
    }
    await stage.settled();
  }, 600_000);
  afterAll(() => stage.close());

  const ask = async ({ on, at, operation, input, accepts = [] }: DemoStep, key: string): Promise<void> => {
    const { roles } = stage.operations.named(operation);
    const role = roles.includes('federation-admin')
      ? 'federation-admin'
      : (roles.find(name => name.startsWith('scheme-')) ?? roles[0]!);
    const call = stage.operations.call(operation, input as Record<string, unknown>);
    const { status, body } = await stage.ask(call, { role, instant: instantOf(on, at), key });
    const code = (body as { code?: string } | undefined)?.code ?? '';
    if (status >= 400 && !accepts.includes(code)) throw new Error(`${on} ${operation}: ${status} ${code}`);
  };

  /** Hashes of every read model after a replay into empty tables, its batches of these sizes over and over. */
  const replayed = async (batches?: readonly number[]): Promise<Readonly<Record<string, string>>> => {
    const { log, codec, models } = stage.stores;
    const hashes: Record<string, string> = {};
    for (const shard of new Set(projections.map(one => one.shard))) {
      const own = projections.filter(one => one.shard === shard);
      const part = batches === undefined ? log : partOf(log, { batches });
      const made = await new Rebuild(part, codec.clearly, models).replayInto(models, own, generation);
      expect(made.filter(({ parked }) => parked.size > 0)).toEqual([]);
      for (const { name, tables } of own) {
        hashes[name] = (await models.stateHash(shard, tables, { generation })).hash;
        await models.dropGeneration(shard, tables, generation);
      }
    }
    return hashes;
  };
  const live = async (): Promise<Readonly<Record<string, string>>> => {
    const hashes: Record<string, string> = {};
    for (const { name, shard, tables } of projections)
      hashes[name] = (await stage.stores.models.stateHash(shard, tables)).hash;
    return hashes;
  };

  test('is a federation of some size', async () => {
    const heads = await Promise.all(contexts.map(({ shard }) => stage.stores.log.head(shard)));
    expect(heads.reduce((sum, head) => sum + head, 0)).toBeGreaterThan(2_000);
    const last = await stage.stores.log.readAll('membership', { limit: 1, direction: 'backward' });
    expect(last[0]!.recordedAt.slice(0, 10) < addMonths(from, 12)).toBe(true);
  });

  test('twice comes to what stands, and to the same', async () => {
    const standing = await live();
    expect(Object.keys(standing)).toHaveLength(projections.length);
    expect(await replayed()).toEqual(standing);
    expect(await replayed()).toEqual(standing);
  }, 300_000);

  test.each([[[1]], [[7]], [[97]], [[1_000]], [[1, 7, 97, 1_000]]])(
    'in batches of %j, too',
    async batches => {
      expect(await replayed(batches)).toEqual(await live());
    },
    300_000,
  );
});
