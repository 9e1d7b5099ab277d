import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStores, prepareDatabase, startEmbeddedPostgres, type Stores } from '#platform';
import { LocalStage, NotAScenario, readScenario, runScenario, type ScenarioReport } from '#scenarios';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';

export interface ScenarioOptions {
  readonly store: string;
  readonly json?: boolean;
}

/** Runs scenario files (folders are searched for *.yaml). One line each; with --json one JSON object each. */
export const runScenarios = async (paths: readonly string[], { store, json }: ScenarioOptions): Promise<number> => {
  if (store !== 'memory' && store !== 'postgres') throw new UsageError('--store is memory or postgres');
  const files = (await Promise.all(paths.map(filesIn))).flat();
  if (files.length === 0) throw new UsageError('no scenario file was found');
  const behind = store === 'postgres' ? await temporaryPostgres() : undefined;
  const stage = await LocalStage.open(contexts, behind ? { stores: behind.fresh } : {});
  let failed = 0;
  try {
    for (const file of files) {
      const report = await reportOn(stage, file);
      if (!report.ok) failed += 1;
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : inWords(report));
    }
  } finally {
    await stage.close();
    await behind?.close();
  }
  if (!json) process.stdout.write(`${files.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? exitCode.ok : exitCode.failed;
};

const reportOn = async (stage: LocalStage, file: string): Promise<ScenarioReport> => {
  try {
    const scenario = await readScenario(file);
    await stage.fresh();
    return await runScenario(stage, scenario);
  } catch (error) {
    if (!(error instanceof NotAScenario)) throw error;
    return {
      file,
      scenario: '',
      ok: false,
      steps: 0,
      ms: 0,
      failed: [{ where: error.file, do: '', problems: error.problems }],
    };
  }
};

const inWords = ({ file, scenario, ok, steps, ms, failed }: ScenarioReport): string => {
  const details = failed.flatMap(step => [
    `    ${step.where} ${step.do}`,
    ...step.problems.map(problem => `      ${problem}`),
  ]);
  return [`${ok ? '✓' : '✗'} ${scenario || file} (${steps} steps, ${ms} ms)`, ...details].join('\n') + '\n';
};

/** A folder's scenarios: its YAML files that name one. */
const filesIn = async (path: string): Promise<string[]> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`${path} does not exist`);
  if (found.isFile()) return [path];
  const entries = (await readdir(path, { recursive: true })).filter(name => /\.ya?ml$/.test(name)).sort();
  const named = await Promise.all(
    entries.map(async name => /^scenario:/m.test(await readFile(join(path, name), 'utf8'))),
  );
  return entries.filter((_, index) => named[index]).map(name => join(path, name));
};

/** A server of its own, gone afterwards; each scenario gets a database. */
const temporaryPostgres = async (): Promise<{ fresh: () => Promise<Stores>; close: () => Promise<void> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-postgres-'));
  const server = await startEmbeddedPostgres({ dataDir });
  let count = 0;
  const fresh = async (): Promise<Stores> => {
    count += 1;
    const credentials = await prepareDatabase({
      adminUrl: server.superUrl,
      database: `scenario_${count}`,
      credentialsFile: join(dataDir, 'credentials.json'),
      mayResetPasswords: true,
    });
    return postgresStores(credentials, dataDir, contexts);
  };
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { fresh, close };
};
