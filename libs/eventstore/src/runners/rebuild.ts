import type { EventLog, Position, Shard } from '../event-log.js';
import type { Projection } from '../projection.js';
import type { RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import { assertDense, type OpenEvents, openEach } from './event-feed.js';
import { ParkedStreams } from './parked-streams.js';
import { Reprojection } from './reprojection.js';

export interface RebuildProgress {
  readonly shard: Shard;
  readonly position: Position;
  readonly head: Position;
  readonly events: number;
}

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Short lower-case word; `next` unless said. */
  readonly generation?: string;
  /** Rows kept in memory, all projections together, before they are written; 500 000 unless said. */
  readonly rowsInMemory?: number;
}

export interface Replayed {
  readonly name: string;
  readonly position: Position;
  /** Events read from the log. */
  readonly events: number;
  /** Streams with an event that could not be handled. */
  readonly parked: ParkedStreams;
}

const mostRowsInMemory = 500_000;
/** Rounds after which a rebuild no longer runs after a busy log: the subscription catches up from there. */
const longestChase = 10;

/** Makes read models anew from the log, beside the live ones, which go on answering until the moment of the exchange. */
export class Rebuild {
  constructor(
    private readonly log: EventLog,
    private readonly open: OpenEvents,
    private readonly models: RebuildableReadModels,
  ) {}

  /** Each shard is read once for all its projections. A running subscription goes on from the exchanged rows. */
  async rebuild(projections: readonly Projection[], options: RebuildOptions = {}): Promise<readonly Replayed[]> {
    const generation = options.generation ?? 'next';
    const replayed = await this.replayInto(this.models, projections, generation, options);
    for (const { name, position, parked } of replayed) {
      const { shard, tables } = projections.find(projection => projection.name === name)!;
      await this.models.swapGeneration(shard, { name, tables, generation, position, parked: parked.all() });
    }
    return replayed;
  }

  /**
   * The same into a generation of any read models (of memory, for an audit), which is left there.
   * @param upTo replays as the log stood at that position; to its end unless said.
   */
  async replayInto(
    models: RebuildableReadModels,
    projections: readonly Projection[],
    generation: string,
    options: RebuildOptions & { readonly upTo?: Position } = {},
  ): Promise<readonly Replayed[]> {
    const shards = [...new Set(projections.map(({ shard }) => shard))];
    const rowsInMemory = (options.rowsInMemory ?? mostRowsInMemory) / shards.length;
    // Side by side: while one shard's rows are written, another's events are folded.
    const replayed = await Promise.allSettled(
      shards.map(async shard => {
        const concerned = projections.filter(projection => projection.shard === shard);
        await models.createGeneration(
          shard,
          concerned.flatMap(({ tables }) => tables),
          generation,
        );
        return this.replayShard(models, shard, concerned, generation, { ...options, rowsInMemory });
      }),
    );
    return replayed.flatMap(outcome => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  private async replayShard(
    models: RebuildableReadModels,
    shard: Shard,
    projections: readonly Projection[],
    generation: string,
    { onProgress, rowsInMemory = mostRowsInMemory, upTo }: RebuildOptions & { readonly upTo?: Position },
  ): Promise<readonly Replayed[]> {
    const each = projections.map(
      projection => new Reprojection(projection, models, generation, rowsInMemory / projections.length),
    );
    let [position, events] = [0, 0];
    // What was appended while rows were written is read in ever shorter rounds, until one finds nothing.
    for (let [round, before] = [0, -1]; round < longestChase && before !== position; round += 1) {
      before = position;
      const head = upTo ?? (await this.log.head(shard));
      for await (const stored of ahead(this.log.scan(shard, { after: position, upTo }))) {
        if (this.log.abilities.dense) assertDense(shard, stored, position);
        const opened = await openEach(stored, this.open);
        for (const reprojection of each) await reprojection.apply(opened);
        position = stored.at(-1)!.position;
        events += stored.length;
        onProgress?.({ shard, position, head: Math.max(head, position), events });
      }
      for (const reprojection of each) await reprojection.write();
    }
    return each.map(({ name, parked }) => ({ name, position, events, parked }));
  }
}

/** Asks for the next batch while this one is being worked on. */
async function* ahead<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const iterator = batches[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = iterator.next();
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
