import type { Projection } from '../projection.js';
import type { RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import { applyEvents, handlerOf, prefetch } from './apply-events.js';
import type { FedEvent } from './event-feed.js';
import { ParkedStreams } from './parked-streams.js';
import { RowBuffer } from './row-buffer.js';

/**
 * One projection fed with a whole log. As long as all its rows fit in memory nothing is read back and everything is
 * written once, with COPY; beyond that they are written out, and what handlers declare is read as in live running.
 */
export class Reprojection {
  readonly name: string;
  readonly parked: ParkedStreams;
  private readonly rows = new RowBuffer(true);
  private readonly concerns = new Map<string, boolean>();

  constructor(
    private readonly projection: Projection,
    private readonly models: RebuildableReadModels,
    private readonly generation: string,
    private readonly rowsInMemory: number,
  ) {
    this.name = projection.name;
    this.parked = new ParkedStreams(projection.name);
  }

  async apply(events: readonly FedEvent[]): Promise<void> {
    const concerned = events.filter(fed => this.concernedBy(fed));
    if (concerned.length === 0) return;
    if (!this.rows.complete)
      await prefetch(this.projection, concerned, this.rows, this.models, this.projection.shard, this.generation);
    for (const [stream, { fed, error }] of applyEvents(this.projection, concerned, this.rows))
      this.parked.add(this.parked.from({ stream, position: fed.event.recorded.position, error, attempts: 1 }));
    if (this.rows.dirtyRows > this.rowsInMemory) await this.write();
  }

  /** Writes out what is in memory and forgets it. */
  async write(): Promise<void> {
    const { shard } = this.projection;
    for (const { table, set, deleted } of this.rows.changes()) {
      if (this.rows.complete) await this.models.load(shard, table, set, this.generation);
      else await this.models.replaceRows(shard, { table, set, deleted }, this.generation);
    }
    this.rows.clear();
    this.rows.complete = false;
  }

  private concernedBy({ event }: FedEvent): boolean {
    let concerned = this.concerns.get(event.type);
    if (concerned === undefined)
      this.concerns.set(event.type, (concerned = handlerOf(this.projection, event.type) !== undefined));
    return concerned && !(this.parked.size > 0 && this.parked.holds(event.recorded));
  }
}
