import type { EventLog, Position, Shard } from '../event-log.js';
import type { Projection } from '../projection.js';
import type { RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import type { OpenEvents } from './event-feed.js';
import { RowRoom } from './row-room.js';
import { type RebuildProgress, type Replayed, ShardReplay } from './shard-replay.js';
import { together } from './together.js';

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Short lower-case word; `next` unless said. */
  readonly generation?: string;
  /**
   * Rows kept in memory, all projections together, before they are written; 500 000 unless said. Rows that are written
   * once are not among them: a few ten thousand of each such table are under way at most.
   */
  readonly rowsInMemory?: number;
}

const mostRowsInMemory = 500_000;

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
    const shards = [...new Set(projections.map(({ shard }) => shard))];
    await together(
      shards.map(async shard => {
        for (const { name, tables } of projections.filter(projection => projection.shard === shard)) {
          const { position, parked } = replayed.find(made => made.name === name)!;
          await this.models.swapGeneration(shard, { name, tables, generation, position, parked: parked.all() });
        }
      }),
    );
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
    const shards = await this.longestFirst([...new Set(projections.map(({ shard }) => shard))]);
    // Projections that only write rows once keep none in memory.
    const keeping = projections.filter(({ tables }) => tables.some(({ writtenOnce }) => !writtenOnce));
    const room = new RowRoom(options.rowsInMemory ?? mostRowsInMemory, keeping.length);
    const replays = shards.map(shard => {
      const concerned = projections.filter(projection => projection.shard === shard);
      const given = { ...options, generation, room };
      return new ShardReplay(this.log, this.open, models, shard, concerned, given);
    });
    await together(replays.map(replay => replay.prepare()));

    const finishing: Promise<readonly Replayed[]>[] = [];
    try {
      // One shard after the other is read, while the rows of those before are written and their indexes made.
      for (const replay of replays) {
        await replay.read();
        finishing.push(replay.finish());
        finishing.at(-1)!.catch(() => undefined);
      }
    } catch (error) {
      await Promise.allSettled(finishing);
      throw error;
    }
    return (await together(finishing)).flat();
  }

  /** What is written last is written while nothing is read: that should be little. Of no log is more than the order asked. */
  private async longestFirst(shards: readonly Shard[]): Promise<readonly Shard[]> {
    const heads = new Map(await together(shards.map(async shard => [shard, await this.log.head(shard)] as const)));
    return [...shards].sort((a, b) => heads.get(b)! - heads.get(a)!);
  }
}
