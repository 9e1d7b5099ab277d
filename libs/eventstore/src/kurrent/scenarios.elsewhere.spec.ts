import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryStores } from '#platform';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { scenarioFiles } from '../../../../apps/all-in-one/test/scenario-files.js';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import type { Shard } from '../event-log.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { nameOfServer, prefixForTests, serverForTests } from './server-for-tests.fixture.js';

/** The same files, the same answers, with the facts on another kind of server. */
describe(`scenarios over ${nameOfServer}`, () => {
  let stage: LocalStage;
  let server: Awaited<ReturnType<typeof serverForTests>>;
  const logs: KurrentEventLog[] = [];
  const shards: readonly Shard[] = contexts.map(({ shard }) => shard);
  beforeAll(async () => {
    server = await serverForTests();
    const stores = async () => {
      const log = new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests() });
      await log.open(shards);
      logs.push(log);
      return memoryStores(contexts, log);
    };
    stage = await LocalStage.open(contexts, { stores });
  });
  afterAll(async () => {
    await stage.close();
    for (const log of logs) {
      if (process.env['KURRENTDB_URL']) await log.deleteEverything(shards);
      await log.close();
    }
    await server.close();
  }, 120_000);

  test.each(scenarioFiles)(
    '%s',
    async file => {
      const scenario = await readScenario(file);
      await stage.fresh();
      const { failed } = await runScenario(stage, scenario);
      expect(failed).toEqual([]);
    },
    60_000,
  );
});
