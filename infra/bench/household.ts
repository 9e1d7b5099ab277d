import { replayHousehold } from '#audit';
import { everyScheme, type EventLog } from '#eventstore';
import { postgresStores } from '#platform';
import type { Bench } from './bench.js';
import { contexts, seed, storyOf } from './federation.js';
import { enlarge } from './larger-log.js';
import { compare, type Run } from './protocol.js';

const shards = contexts.map(({ shard }) => shard);
const projections = contexts.flatMap(context => context.projections);
/** One household is to be replayed within a second, however much the logs hold. */
const most_ms = 1_000;

/** Households replayed per second, each alone from its own streams and compared with its live rows; and the slowest. */
export const household: Bench = async ({ protocol, server, size, report, say }) => {
  say(`seeding ${size.members} members, then copying their events until there are ${size.events}`);
  await seed(server, storyOf(size.members));
  const stores = await postgresStores(server.credentials, server.dataDir, contexts);
  try {
    const told = await householdsOf(stores.log);
    await enlarge(stores.log, shards, size.events);
    let [next, slowest_ms] = [0, 0];
    const replayed: Run = {
      name: 'household-replayed',
      measure: async seconds => {
        const [started, first] = [performance.now(), next];
        while (performance.now() - started < seconds * 1_000) {
          const name = told[next % told.length]!;
          const begun = performance.now();
          const one = await replayHousehold(
            { log: stores.log, open: stores.codec.clearly, models: stores.models, projections },
            everyScheme,
            name,
          );
          if (!one?.equal) throw new Error(`${name} does not come out as it stands`);
          slowest_ms = Math.max(slowest_ms, performance.now() - begun);
          next += 1;
        }
        return { operations: next - first, seconds: (performance.now() - started) / 1_000 };
      },
    };
    const comparison = await compare(undefined, [replayed], protocol, say);
    const verdict = slowest_ms < most_ms ? 'within' : 'NOT within';
    say(`slowest of ${next}: ${Math.round(slowest_ms)} ms, ${verdict} a second`);
    report(comparison, 'households/s');
  } finally {
    await stores.close();
  }
};

const householdsOf = async (log: EventLog): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const events of log.scan('membership', { types: ['membership.HouseholdEnrolled'] }))
    for (const { stream } of events) names.push(stream.slice('membership.household-'.length));
  return [...new Set(names)];
};
