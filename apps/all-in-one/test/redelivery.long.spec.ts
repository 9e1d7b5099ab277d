import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Shard } from '#eventstore';
import { InProcessTransport, type Message } from '#messaging';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../cli/src/contexts.js';
import { distributed } from './open-stage.fixture.js';
import { scenarioFiles } from './scenario-files.js';

/** Keeps what was said, to say it again. */
class RememberingTransport extends InProcessTransport {
  readonly said: [Shard, readonly Message[]][] = [];
  override send(topic: Shard, messages: readonly Message[]): Promise<void> {
    this.said.push([topic, messages]);
    return super.send(topic, messages);
  }
  again(): Promise<void[]> {
    return Promise.all([...this.said].map(([topic, messages]) => super.send(topic, messages)));
  }
}

/** What is told again over Kafka is told to the same handlers: once is enough. */
const once = distributed ? test.skip : test;

let stage: LocalStage;
let transport: RememberingTransport;
beforeAll(async () => {
  stage = await LocalStage.open(contexts, { transport: () => (transport = new RememberingTransport()) });
});
afterAll(() => stage.close());

const state = async () => {
  const { models, log } = stage.federation.stores;
  const hashes = contexts.flatMap(({ projections }) =>
    projections.map(async ({ name, shard, tables }) => [name, (await models.stateHash(shard, tables)).hash]),
  );
  const heads = contexts.map(async ({ shard }) => [shard, await log.head(shard)]);
  return Promise.all([...heads, ...hashes]);
};

describe('all messages again, in their order: nothing is recorded twice', () => {
  once.each(scenarioFiles)('%s', async file => {
    await stage.fresh();
    expect((await runScenario(stage, await readScenario(file))).failed).toEqual([]);
    const before = await state();
    await transport.again();
    await stage.settled();
    expect(await state()).toEqual(before);
  });
});
