/** One PostgreSQL for a whole run of integration specs. Jest loads this file without our import names. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

declare global {
  var entraideTestServer: ChildProcess | undefined;
}

/** Publishes the server's URL and the folder of its credentials to the specs. */
const startPostgres = async (_run: unknown, { rootDir }: { rootDir: string }): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-test-'));
  process.env['ENTRAIDE_TEST_DATA_DIR'] = dataDir;
  // Set by hand: a server of one's own.
  if (process.env['ENTRAIDE_TEST_POSTGRES']) return;
  const here = join(rootDir, 'libs', 'testing', 'src');
  const loader = pathToFileURL(join(here, 'load-typescript.mjs')).href;
  const server = spawn(
    process.execPath,
    ['--conditions=source', '--import', loader, join(here, 'hold-postgres.ts'), dataDir],
    { cwd: rootDir, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  for await (const superUrl of createInterface(server.stdout)) {
    process.env['ENTRAIDE_TEST_POSTGRES'] = superUrl;
    globalThis.entraideTestServer = server;
    return;
  }
  throw new Error('no PostgreSQL for the integration specs: see above');
};

export default startPostgres;
