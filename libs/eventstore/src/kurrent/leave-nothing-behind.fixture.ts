import { KurrentServer } from './server.js';
import { prefixOfAllTests, prefixOfRun, runsBefore } from './server-for-tests.fixture.js';

/** No run takes so long: what an older one left was left by one that was killed. @unit milliseconds */
const longestRun_ms = 6 * 3_600_000;

/** Deletes what runs that were killed left behind. Others may be under way: theirs stays. */
export const sweepOldRuns = async (server: KurrentServer, now_ms: number): Promise<readonly string[]> => {
  const streams = await server.streamsNamed(prefixOfAllTests);
  const old = [...runsBefore(now_ms - longestRun_ms, streams)];
  for (const run of old) await server.deleteStreams(prefixOfRun(run));
  return old;
};
