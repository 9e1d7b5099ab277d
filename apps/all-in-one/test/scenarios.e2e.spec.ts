import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStores } from '#platform';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { contexts } from '../../cli/src/contexts.js';

const files = readdirSync('libs', { recursive: true, encoding: 'utf8' })
  .filter(name => /\/scenarios\/[^/]+\.yaml$/.test(name))
  .sort()
  .map(name => join('libs', name));

/** The same files, the same answers, whatever the facts are kept in. */
describe.each(['memory', 'postgres'] as const)('scenarios over %s', store => {
  let stage: LocalStage;
  const opened: FreshDatabase[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'entraide-scenarios-'));
  beforeAll(async () => {
    const stores = async () => {
      const database = await freshDatabase();
      opened.push(database);
      return postgresStores(database.credentials, dataDir, contexts);
    };
    stage = await LocalStage.open(contexts, store === 'postgres' ? { stores } : {});
  });
  afterAll(async () => {
    await stage.close();
    for (const database of opened) await database.drop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  test.each(files)(
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

test('there are scenarios', () => expect(files.length).toBeGreaterThan(20));
