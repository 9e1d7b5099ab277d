import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFromFile } from '#eventstore';
import { memoryStores } from '#platform';
import { LocalStage, type OpenStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../cli/src/contexts.js';
import { tellingTooMuch } from '../../../infra/distributed/tells-too-much.js';
import { ListeningTransport } from './listening-transport.fixture.js';
import { type Backstage, distributed, openBackstage } from './open-stage.fixture.js';
import { answering, stateOf } from './same-state.js';
import { scenarioFiles } from './scenario-files.js';

test('there are scenarios', () => expect(scenarioFiles.length).toBeGreaterThan(20));

/** Over PostgreSQL they take longer: scenarios.long.spec.ts. */
(distributed ? describe.skip : describe)('scenarios in memory', () => {
  let stage: LocalStage;
  const said: string[] = [];
  beforeAll(async () => {
    const transport = () => new ListeningTransport(said);
    stage = await LocalStage.open(contexts, { stores: async () => memoryStores(contexts), transport });
  });
  afterAll(() => stage.close());

  test.each(scenarioFiles)(
    '%s',
    async file => {
      await stage.fresh();
      const { failed } = await runScenario(stage, await readScenario(file));
      expect(failed).toEqual([]);
    },
    30_000,
  );

  test('say nothing of a person to another context that only sealed fields may tell', async () => {
    expect(said.length).toBeGreaterThan(0);
    expect(await tellingTooMuch(said)).toEqual([]);
  });
});

/** The same files, the same answers and the same rows, whether the contexts share a process or speak over Kafka. */
(distributed ? describe : describe.skip)('scenarios over a service per context', () => {
  let here: LocalStage;
  let there: Backstage;
  // Pseudonyms are made with the key: with one key, they are the same.
  const keysDir = mkdtempSync(join(tmpdir(), 'entraide-scenario-keys-'));
  beforeAll(async () => {
    const master = await keyFromFile(join(keysDir, 'master.json'));
    here = await LocalStage.open(contexts, { stores: async () => memoryStores(contexts, undefined, master) });
    there = await openBackstage({ many: true, keysDir });
  }, 120_000);
  afterAll(async () => {
    await here?.close();
    await there?.close();
    rmSync(keysDir, { recursive: true });
  }, 60_000);

  const play = async (stage: OpenStage, file: string) => {
    await stage.fresh();
    const told = answering(stage);
    const { failed } = await runScenario(told.stage, await readScenario(file));
    return { failed, answers: told.answers, state: await stateOf(stage.stores, contexts) };
  };

  test.each(scenarioFiles)(
    '%s',
    async file => {
      const [local, remote] = [await play(here, file), await play(there.stage, file)];
      expect(local.failed).toEqual([]);
      expect(remote.failed).toEqual([]);
      expect(remote.answers).toEqual(local.answers);
      expect(remote.state).toEqual(local.state);
    },
    120_000,
  );
});
