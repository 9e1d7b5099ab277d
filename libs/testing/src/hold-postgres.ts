/**
 * Holds the server of a test run: tells its URL on the first line of its output, and stops and removes it when its
 * input ends, be it because the run is over or because the run was killed.
 */
import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../platform/src/postgres/embedded-postgres.js';

const [dataDir = ''] = process.argv.slice(2);
// A test run has nothing to lose, and two workers with many pools.
const settings = { fsync: 'off', full_page_writes: 'off', max_connections: 300 };

const server = await startEmbeddedPostgres({ dataDir, settings });
process.stdout.write(`${server.superUrl}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.stdin.resume();
await new Promise(resolve => process.stdin.once('close', resolve));
await server.stop();
await rm(dataDir, { recursive: true, force: true });
