import type { EventLog, Position, Shard, StoredEvent } from '../event-log.js';
import type { Projection } from '../projection.js';
import type { RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import { type OpenEvents, openEach } from './event-feed.js';
import type { ParkedStreams } from './parked-streams.js';
import { Reprojection } from './reprojection.js';
import type { RowRoom } from './row-room.js';
import { together } from './together.js';

export interface RebuildProgress {
  readonly shard: Shard;
  readonly position: Position;
  readonly head: Position;
  readonly events: number;
}

export interface Replayed {
  readonly name: string;
  readonly position: Position;
  /** Events of the log up to there; where positions have gaps, those that were read. */
  readonly events: number;
  /** Streams with an event that could not be handled. */
  readonly parked: ParkedStreams;
}

export interface ReplayOptions {
  readonly generation: string;
  /** Shared by all projections. */
  readonly room: RowRoom;
  /** Replays as the log stood at that position; to its end unless said. */
  readonly upTo?: Position;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/** Rounds after which a replay no longer runs after a busy log: the subscription catches up from there. */
const longestChase = 10;

/** One log, read once for all projections that follow it. */
export class ShardReplay {
  private readonly each: readonly Reprojection[];
  private readonly types: readonly string[];
  private position: Position = 0;
  private events = 0;

  constructor(
    private readonly log: EventLog,
    private readonly open: OpenEvents,
    private readonly models: RebuildableReadModels,
    private readonly shard: Shard,
    private readonly projections: readonly Projection[],
    private readonly options: ReplayOptions,
  ) {
    const { generation, room } = options;
    this.each = projections.map(projection => new Reprojection(projection, models, generation, room));
    const known = new Set(projections.flatMap(projection => Object.keys(projection.on)));
    this.types = [...known].filter(type => this.each.some(reprojection => reprojection.wants(type)));
  }

  /** Makes the tables. */
  prepare(): Promise<void> {
    const tables = this.projections.flatMap(projection => projection.tables);
    return this.models.createGeneration(this.shard, tables, this.options.generation);
  }

  /** Folds the log from where it stands as far as it goes now. */
  async read(): Promise<void> {
    const { log, shard, options } = this;
    const head = Math.min(options.upTo ?? Infinity, await log.head(shard));
    for await (const stored of ahead(log.scan(shard, { after: this.position, upTo: head, types: this.types }))) {
      if (stored.length === 0) continue;
      // A log may bring others too; they are not even parsed.
      const opened = await openEach(stored.filter(this.wanted), this.open);
      for (const reprojection of this.each) await reprojection.apply(opened);
      this.readTo(stored.at(-1)!.position, stored.length, head);
    }
    if (head > this.position) this.readTo(head, 0, head);
  }

  private readTo(position: Position, events: number, head: Position): void {
    this.position = position;
    this.events = this.log.abilities.dense ? position : this.events + events;
    this.options.onProgress?.({ shard: this.shard, position, head, events: this.events });
  }

  /** Writes what was folded; and what was appended meanwhile, in ever shorter rounds, until there is nothing. */
  async finish(): Promise<readonly Replayed[]> {
    for (let [round, before] = [1, -1]; before !== this.position; round += 1) {
      before = this.position;
      await together(this.each.map(reprojection => reprojection.finish()));
      if (round < longestChase) await this.read();
    }
    const { position, events } = this;
    return this.each.map(({ name, parked }) => ({ name, position, events, parked }));
  }

  private readonly wanted = ({ type }: StoredEvent): boolean =>
    this.each.some(reprojection => reprojection.wants(type));
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
