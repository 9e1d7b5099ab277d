import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Hook = (run: unknown, project: { rootDir: string }) => Promise<void>;

/** Runs before all suites. Names the run, and takes back what killed ones left. Jest loads it without our import names. */
const beforeAll: Hook = async (run, project) => {
  const testing = join(project.rootDir, 'libs', 'testing', 'src');
  process.env['ENTRAIDE_TEST_RUN'] = `${Date.now()}.${randomUUID().slice(0, 8)}`;
  if (process.env['KURRENTDB_URL']) {
    const loader = pathToFileURL(join(testing, 'load-typescript.mjs')).href;
    const sweep = join(project.rootDir, 'libs', 'eventstore', 'src', 'kurrent', 'sweep.ts');
    execFileSync(process.execPath, ['--conditions=source', '--import', loader, sweep, 'old'], { stdio: 'inherit' });
  }
  const { default: startPostgres } = (await import(join(testing, 'start-postgres.ts'))) as { default: Hook };
  await startPostgres(run, project);
};

export default beforeAll;
