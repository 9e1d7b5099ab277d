import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStores } from '#platform';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { contexts } from '../../cli/src/contexts.js';
import { scenarioFiles } from './scenario-files.js';

/** A database of its own for each: the row security, the grants and the types that memory does not have. */
describe('scenarios over postgres', () => {
  let stage: LocalStage;
  const opened: FreshDatabase[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'entraide-scenarios-'));
  beforeAll(async () => {
    const stores = async () => {
      const database = await freshDatabase();
      opened.push(database);
      return postgresStores(database.credentials, dataDir, contexts);
    };
    stage = await LocalStage.open(contexts, { stores });
  });
  afterAll(async () => {
    await stage.close();
    for (const database of opened) await database.drop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  test.each(scenarioFiles)(
    '%s',
    async file => {
      const scenario = await readScenario(file);
      await stage.fresh();
      const { failed } = await runScenario(stage, scenario);
      expect(failed).toEqual([]);
    },
    30_000,
  );
});
