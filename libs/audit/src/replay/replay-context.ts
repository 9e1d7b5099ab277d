import {
  type EventLog,
  type OpenEvents,
  type Position,
  type Projection,
  Rebuild,
  type RebuildableReadModels,
  type RebuildProgress,
} from '#eventstore';
import type { Instant } from '#kernel';
import { partOf } from './part-of-log.js';

export interface ReplayWanted {
  /** As the log stood there; where each live read model stands unless said. */
  readonly upTo?: Position;
  /** As it was known then. */
  readonly until?: Instant;
  /** Once more, in batches of other sizes. */
  readonly again?: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface ReplayedProjection {
  readonly projection: string;
  readonly position: Position;
  readonly events: number;
  readonly rows: number;
  /** Null where the live read model stands elsewhere: there is nothing to compare with. */
  readonly live: string | null;
  readonly replayed: string;
  /** What the second time came to; null when it was not asked for. */
  readonly again: string | null;
  readonly equal: boolean;
  /** With all projections of the context that stand at the same position, read together. */
  readonly eventsPerSecond: number;
}

export interface Replaying {
  readonly log: EventLog;
  readonly open: OpenEvents;
  readonly models: RebuildableReadModels;
}

/** Beside the live tables; gone once it was compared. */
const generation = 'replay';
/** Neither even, nor alike, nor near what logs hand out. */
const oddSizes = [1, 7, 333, 2, 1_009, 61];

/** Replays a context's log into empty tables, and says what came of it: projections of one position in one reading. */
export async function* replayContext(
  stores: Replaying,
  projections: readonly Projection[],
  wanted: ReplayWanted = {},
): AsyncGenerator<ReplayedProjection> {
  const byPosition = new Map<Position, Projection[]>();
  for (const projection of projections) {
    const { position } = await stores.models.stateHash(projection.shard, [], { checkpoint: projection.name });
    const at = wanted.upTo ?? (wanted.until === undefined ? (position ?? 0) : await stores.log.head(projection.shard));
    byPosition.set(at, [...(byPosition.get(at) ?? []), projection]);
  }
  for (const [at, together] of byPosition) yield* replayTogether(stores, together, at, wanted);
}

async function* replayTogether(
  { log, open, models }: Replaying,
  projections: readonly Projection[],
  upTo: Position,
  { until, again = false, onProgress }: ReplayWanted,
): AsyncGenerator<ReplayedProjection> {
  const replay = async (batches?: readonly number[]) => {
    const part = until === undefined && !batches ? log : partOf(log, { until, batches });
    const started = performance.now();
    const replayed = await new Rebuild(part, open, models).replayInto(models, projections, generation, {
      upTo,
      onProgress,
    });
    const seconds = (performance.now() - started) / 1000;
    const hashes = new Map<string, { hash: string; rows: number }>();
    for (const { name, shard, tables } of projections) {
      hashes.set(name, await models.stateHash(shard, tables, { generation }));
      await models.dropGeneration(shard, tables, generation);
    }
    return { replayed, hashes, seconds };
  };
  const first = await replay();
  const second = again ? await replay(oddSizes) : undefined;
  for (const { name, shard, tables } of projections) {
    const { hash: replayed, rows } = first.hashes.get(name)!;
    const { events } = first.replayed.find(made => made.name === name)!;
    const standing = await models.stateHash(shard, tables, { checkpoint: name });
    const live = standing.position === upTo && until === undefined ? standing.hash : null;
    const other = second?.hashes.get(name)?.hash ?? null;
    const equal = (live ?? replayed) === replayed && (other ?? replayed) === replayed;
    const eventsPerSecond = Math.round(events / first.seconds);
    yield { projection: name, position: upTo, events, rows, live, replayed, again: other, equal, eventsPerSecond };
  }
}
