import { isShard, Rebuild, type RebuildProgress, type Shard, shards } from '#eventstore';
import type { Stores } from '#platform';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { withStores } from '../local.js';
import { progress } from '../progress.js';

interface Options {
  readonly json?: boolean;
}

const generation = 'replay';

/**
 * Replays a context's log into empty tables and compares them with the live ones, projection by projection, at the
 * position the live ones stand at. Nothing live is touched; the copy is dropped afterwards.
 */
export const replay = (named: readonly string[], options: Options): Promise<number> =>
  withStores(async stores => {
    let differing = 0;
    for (const shard of contextsNamed(named)) differing += await replayContext(stores, shard, options);
    return differing === 0 ? exitCode.ok : exitCode.failed;
  });

const replayContext = async ({ models, log, codec }: Stores, shard: Shard, { json }: Options): Promise<number> => {
  let differing = 0;
  for (const projection of contexts.find(context => context.shard === shard)?.projections ?? []) {
    const live = await models.stateHash(shard, projection.tables, { checkpoint: projection.name });
    const bar = progress(projection.name, live.position ?? 0, json === true);
    const started = performance.now();
    const [replayed] = await new Rebuild(log, codec.clearly, models).replayInto(models, [projection], generation, {
      upTo: live.position ?? 0,
      onProgress: ({ position }: RebuildProgress) => bar.to(position),
    });
    bar.end();
    const copy = await models.stateHash(shard, projection.tables, { generation });
    await models.dropGeneration(shard, projection.tables, generation);
    const equal = copy.hash === live.hash;
    if (!equal) differing += 1;
    const seconds = (performance.now() - started) / 1000;
    const report = {
      projection: projection.name,
      position: live.position,
      events: replayed?.events ?? 0,
      rows: live.rows,
      live: live.hash,
      replayed: copy.hash,
      equal,
      eventsPerSecond: Math.round((replayed?.events ?? 0) / seconds),
    };
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : inWords(report));
  }
  return differing;
};

const inWords = ({
  projection,
  events,
  rows,
  live,
  replayed,
  equal,
  eventsPerSecond,
}: {
  projection: string;
  events: number;
  rows: number;
  live: string;
  replayed: string;
  equal: boolean;
  eventsPerSecond: number;
}): string =>
  `${equal ? '=' : '≠'} ${projection}: ${events} events → ${rows} rows, ${eventsPerSecond}/s\n    live     ${live}\n    replayed ${replayed}\n`;

/** Rebuilds read models beside the live ones and puts them in their place. */
export const rebuild = (names: readonly string[], { json }: Options): Promise<number> =>
  withStores(async ({ models, log, codec }) => {
    const all = contexts.flatMap(({ projections }) => projections);
    const unknown = names.filter(name => !all.some(projection => projection.name === name));
    if (unknown.length > 0)
      throw new UsageError(
        `no projection is called ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`,
      );
    const bar = progress('rebuild', 0, json === true);
    const rebuilt = await new Rebuild(log, codec.clearly, models).rebuild(
      names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all,
      { onProgress: ({ position, head }) => bar.to(position, head) },
    );
    bar.end();
    for (const { name, position, events, parked } of rebuilt) {
      process.stdout.write(
        json
          ? `${JSON.stringify({ name, position, events, parked: parked.all().length })}\n`
          : `${name}: ${events} events, at ${position}\n`,
      );
    }
    return rebuilt.some(({ parked }) => parked.all().length > 0) ? exitCode.incomplete : exitCode.ok;
  });

const contextsNamed = (names: readonly string[]): readonly Shard[] => {
  for (const name of names)
    if (!isShard(name)) throw new UsageError(`${name} is not a context; there are ${shards.join(', ')}`);
  return names.length > 0 ? (names as Shard[]) : contexts.map(({ shard }) => shard);
};
