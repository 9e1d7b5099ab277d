// Boots the built application on an empty folder, as an operator would, and sends claims to it as a provider would.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const fail = why => {
  console.error(`first claim: ${why}`);
  process.exit(1);
};

const port = await new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const free = server.address().port;
    server.close(() => resolve(free));
  });
});
const dataDir = mkdtempSync(join(tmpdir(), 'entraide-first-claim-'));
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  AUTH_MODE: 'embedded-dev',
  ALLOW_DEV_ISSUER: '1',
  LOG_LEVEL: 'warn',
};
const entraide = (...args) => spawnSync('node', ['dist/apps/cli/src/main.js', ...args], { env, encoding: 'utf8' });

const seeded = entraide('seed', '--members', '120', '--json');
if (seeded.status !== 0) fail(`seed: ${seeded.stdout} ${seeded.stderr}`);

const app = spawn('node', ['dist/apps/all-in-one/src/main.js'], { env, stdio: 'inherit' });
const ended = new Promise(resolve => app.once('exit', resolve));
const deadline = Date.now() + 60_000;
for (;;) {
  const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  if (ready?.ok) break;
  if (Date.now() > deadline || app.exitCode !== null) fail('the application did not become ready');
  await new Promise(resolve => setTimeout(resolve, 200));
}

const loaded = entraide('load', 'claims', '--count', '20', '--url', `http://127.0.0.1:${port}`, '--json');
const figures = loaded.status === 0 ? JSON.parse(loaded.stdout) : fail(`load: ${loaded.stdout} ${loaded.stderr}`);
if (figures.accepted !== 20) fail(`of 20 claims ${figures.accepted} were decided: ${loaded.stdout}`);

const postmaster = join(dataDir, 'postgres', 'postmaster.pid');
const databasePid = existsSync(postmaster) ? Number(readFileSync(postmaster, 'utf8').split('\n')[0]) : undefined;
app.kill('SIGTERM');
if ((await ended) !== 0) fail('the application did not stop cleanly');
if (databasePid !== undefined) {
  try {
    process.kill(databasePid, 0);
    fail('PostgreSQL was left running');
  } catch {
    // Gone, as it should be.
  }
}
rmSync(dataDir, { recursive: true, force: true });
console.log(`20 claims decided, p99 ${Math.round(figures.p99)} ms; stopped cleanly`);
