import { randomUUID } from 'node:crypto';
import { KurrentDouble } from './double/kurrent-double.js';

export interface ServerForTests {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

/** The server that KURRENTDB_URL names; without it the double on the wire, which is said in the name of each suite. */
export const serverForTests = async (): Promise<ServerForTests> => {
  const url = process.env['KURRENTDB_URL'];
  if (url) return { name: nameOfServer, url, close: async () => undefined };
  const double = await KurrentDouble.start();
  return { name: nameOfServer, url: double.url(), close: () => double.stop() };
};

export const nameOfServer = process.env['KURRENTDB_URL']
  ? 'KurrentDB, the server of KURRENTDB_URL'
  : 'KurrentDB, a double on the wire (KURRENTDB_URL names no server: none was tried)';

/** Begins the name of everything tests ever write to a server. */
export const prefixOfAllTests = 'entraide-test.';

/** Set by before-all.ts for all workers of a run. */
export const runVariable = 'ENTRAIDE_TEST_RUN';

/** Begins the name of everything one run writes: when it began, and which it is. */
export const prefixOfRun = (run = process.env[runVariable] ?? runNow()): string => `${prefixOfAllTests}${run}.`;

/** When a run begins, in milliseconds, and which of several it is. */
export const runNow = (): string => `${Date.now()}.${randomUUID().slice(0, 8)}`;

/** For one log in one run: nobody else writes there. */
export const prefixForTests = (): string => `${prefixOfRun()}${randomUUID()}/`;

/** Runs that began before some moment, of the names of streams. */
export const runsBefore = (moment_ms: number, streams: Iterable<string>): ReadonlySet<string> => {
  const old = new Set<string>();
  for (const stream of streams) {
    const [run, began] = /^entraide-test\.((\d+)\.[\da-f]{8})\./.exec(stream)?.slice(1) ?? [];
    if (run !== undefined && Number(began) < moment_ms) old.add(run);
  }
  return old;
};
