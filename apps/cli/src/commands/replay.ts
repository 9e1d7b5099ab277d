import { type ReplayedProjection, replayContext, replayHousehold } from '#audit';
import { everyScheme, isShard, Rebuild, type RebuildProgress, type Shard, shards } from '#eventstore';
import { type Instant, isDay } from '#kernel';
import type { Stores } from '#platform';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { withStores } from '../local.js';
import { progress } from '../progress.js';

export interface ReplayArguments {
  readonly at?: string;
  readonly known?: string;
  readonly household?: string;
  readonly twice?: boolean;
  readonly json?: boolean;
}

/**
 * Replays a context's log into empty tables and compares them with the live ones, projection by projection, at the
 * position the live ones stand at; or as the log stood at a position, or was known at the end of a day. Nothing live is
 * touched; the copy is dropped afterwards.
 */
export const replay = (named: readonly string[], options: ReplayArguments): Promise<number> => {
  const [upTo, until] = [positionIn(options.at), endOf(options.known)];
  const asked = contextsNamed(named);
  return withStores(async stores => {
    if (options.household !== undefined) return replayOne(stores, options.household, options);
    let [differing, uncompared] = [0, 0];
    for (const { shard, projections } of contexts.filter(context => asked.includes(context.shard))) {
      if (projections.length === 0) continue;
      const bar = progress(shard, 0, options.json === true);
      const onProgress = ({ position, head }: RebuildProgress): void => bar.to(position, head);
      const wanted = { upTo, until, again: options.twice === true, onProgress };
      const reports: ReplayedProjection[] = [];
      const { log, codec, models } = stores;
      for await (const report of replayContext({ log, open: codec.clearly, models }, projections, wanted))
        reports.push(report);
      bar.end();
      for (const report of reports)
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report));
      differing += reports.filter(({ equal }) => !equal).length;
      uncompared += reports.filter(isUncompared).length;
    }
    if (differing > 0) return exitCode.failed;
    // Another position or day was asked for: then there is nothing live to hold it against, and the hash is the answer.
    return uncompared > 0 && upTo === undefined && until === undefined ? exitCode.incomplete : exitCode.ok;
  });
};

/** The live rows stand elsewhere, and it was replayed once only. */
const isUncompared = ({ live, again }: ReplayedProjection): boolean => live === null && again === null;
const signOf = (report: ReplayedProjection): string => (!report.equal ? '≠' : isUncompared(report) ? '·' : '=');

const inWords = (report: ReplayedProjection): string => {
  const { projection, events, rows, live, replayed, again, eventsPerSecond } = report;
  return [
    `${signOf(report)} ${projection}: ${events} events → ${rows} rows, ${eventsPerSecond}/s`,
    live === null
      ? '    live     pas comparé, il est ailleurs / not compared: it stands elsewhere'
      : `    live     ${live}`,
    `    replayed ${replayed}`,
    ...(again === null ? [] : [`    again    ${again}`]),
    '',
  ].join('\n');
};

const replayOne = async (
  { log, codec, models }: Stores,
  household: string,
  { json }: ReplayArguments,
): Promise<number> => {
  const projections = contexts.flatMap(context => context.projections);
  const started = performance.now();
  const replayed = await replayHousehold({ log, open: codec.clearly, models, projections }, everyScheme, household);
  if (!replayed) throw new UsageError(`${household} : ménage inconnu / no such household`);
  const milliseconds = Math.round(performance.now() - started);
  if (json) process.stdout.write(`${JSON.stringify({ household, milliseconds, ...replayed })}\n`);
  else {
    for (const { context, table, rows, different } of replayed.tables)
      process.stdout.write(`${different.length === 0 ? '=' : '≠'} ${context}.${table}: ${rows}\n`);
    process.stdout.write(`${household}: ${replayed.events} événements / events, ${milliseconds} ms\n`);
  }
  return replayed.equal ? exitCode.ok : exitCode.failed;
};

/** Rebuilds read models beside the live ones and puts them in their place. */
export const rebuild = (names: readonly string[], { json }: { readonly json?: boolean }): Promise<number> =>
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

const positionIn = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError('--at : une position, à partir de 1 / a position, from 1 on');
  return Number(text);
};

const endOf = (day: string | undefined): Instant | undefined => {
  if (day === undefined) return undefined;
  if (!isDay(day)) throw new UsageError('--known AAAA-MM-JJ');
  return `${day}T23:59:59.999Z`;
};

const contextsNamed = (names: readonly string[]): readonly Shard[] => {
  for (const name of names)
    if (!isShard(name)) throw new UsageError(`${name} is not a context; there are ${shards.join(', ')}`);
  return names.length > 0 ? (names as Shard[]) : contexts.map(({ shard }) => shard);
};
