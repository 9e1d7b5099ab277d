import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Hook = (run: unknown, project: { rootDir: string }) => Promise<void>;

/** Runs after all suites, however they ended: takes back whatever of the run is still there. */
const afterAll: Hook = async (run, project) => {
  const testing = join(project.rootDir, 'libs', 'testing', 'src');
  try {
    if (process.env['KURRENTDB_URL']) {
      const loader = pathToFileURL(join(testing, 'load-typescript.mjs')).href;
      const sweep = join(project.rootDir, 'libs', 'eventstore', 'src', 'kurrent', 'sweep.ts');
      execFileSync(process.execPath, ['--conditions=source', '--import', loader, sweep, 'run'], { stdio: 'inherit' });
    }
  } finally {
    const { default: stopPostgres } = (await import(join(testing, 'stop-postgres.ts'))) as { default: Hook };
    await stopPostgres(run, project);
  }
};

export default afterAll;
