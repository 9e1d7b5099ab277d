import { sweepOldRuns } from './leave-nothing-behind.fixture.js';
import { KurrentServer } from './server.js';
import { prefixOfRun } from './server-for-tests.fixture.js';

/** How long a page of names may take. @unit milliseconds */
const patience_ms = 30_000;

/** `sweep.ts old | run`: deletes on the server of KURRENTDB_URL what tests left: killed runs, or this one. */
const server = new KurrentServer(process.env['KURRENTDB_URL']!, patience_ms);
try {
  if (process.argv[2] === 'old') await sweepOldRuns(server, Date.now());
  else await server.deleteStreams(prefixOfRun());
} finally {
  await server.close();
}
