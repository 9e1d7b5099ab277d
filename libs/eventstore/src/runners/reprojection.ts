import type { Shard } from '../event-log.js';
import type { Projection, Table } from '../projection.js';
import type { Lot, RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import type { Indexes } from '../read-models/table-indexes.js';
import { applyEvents, handlerOf, prefetch } from './apply-events.js';
import type { FedEvent } from './event-feed.js';
import { ParkedStreams } from './parked-streams.js';
import { RowBuffer } from './row-buffer.js';
import type { RowRoom } from './row-room.js';
import { together } from './together.js';

/** Rows that are written once are sent so many at a time. */
const rowsInLot = 10_000;

/**
 * One projection fed with a whole log. As long as all its rows fit in memory nothing is read back, everything is written
 * once, with COPY, and indexes are made after. Beyond that rows are written out and found again by their key.
 */
export class Reprojection {
  readonly name: string;
  readonly parked: ParkedStreams;
  private readonly shard: Shard;
  private readonly rows = new RowBuffer(true);
  private readonly concerns = new Map<string, boolean>();
  private readonly lots = new Map<Table, Lot>();
  private passingOn: Promise<void> = Promise.resolve();
  private indexed = false;

  constructor(
    private readonly projection: Projection,
    private readonly models: RebuildableReadModels,
    private readonly generation: string,
    private readonly room: RowRoom,
  ) {
    this.name = projection.name;
    this.shard = projection.shard;
    this.parked = new ParkedStreams(projection.name);
  }

  /** Whether events of this type do anything here. */
  wants(type: string): boolean {
    let wanted = this.concerns.get(type);
    if (wanted === undefined) this.concerns.set(type, (wanted = handlerOf(this.projection, type) !== undefined));
    return wanted;
  }

  async apply(events: readonly FedEvent[]): Promise<void> {
    const concerned = events.filter(fed => this.concernedBy(fed));
    if (concerned.length === 0) return;
    if (!this.rows.complete)
      await prefetch(this.projection, concerned, this.rows, this.models, this.shard, this.generation);
    for (const [stream, { fed, error }] of applyEvents(this.projection, concerned, this.rows))
      this.parked.add(this.parked.from({ stream, position: fed.event.recorded.position, error, attempts: 1 }));
    this.rows.takeWrittenOnce((table, rows) => this.lotOf(table).add(rows));
    for (const [table, { size }] of this.lots) if (size >= rowsInLot) await this.passOn(table);
    if (this.room.isTooMuch(this, this.rows.size)) await this.writeOut();
  }

  /** Writes what is still in memory, and sees that every table has its indexes. */
  async finish(): Promise<void> {
    for (const table of this.lots.keys()) await this.passOn(table);
    await this.passingOn;
    await this.write('all');
    this.indexed = true;
  }

  /** Makes room in memory: from now on rows are found by their key. */
  private writeOut(): Promise<void> {
    return this.write('key');
  }

  private async write(indexes: Indexes): Promise<void> {
    const { rows, shard, models, generation } = this;
    const changes = rows.changes();
    const first = rows.complete;
    await together(
      this.projection.tables.map(async table => {
        const change = changes.find(one => one.table.entity === table.entity);
        if (change)
          await (first
            ? models.load(shard, table, change.set, generation)
            : models.replaceRows(shard, change, generation));
        const lacking = indexes === 'all' ? !this.indexed : first && !table.writtenOnce;
        if (lacking) await models.indexGeneration(shard, table, generation, indexes);
      }),
    );
    rows.clear();
    this.room.keeps(this, 0);
    rows.complete = false;
  }

  private lotOf(table: Table): Lot {
    let lot = this.lots.get(table);
    if (!lot) this.lots.set(table, (lot = this.models.lot(this.shard, table, this.generation)));
    return lot;
  }

  /** The next rows are made while these are sent; never more than one lot waits. */
  private async passOn(table: Table): Promise<void> {
    const lot = this.lotOf(table);
    this.lots.delete(table);
    await this.passingOn;
    this.passingOn = lot.load();
    // Whoever waits for it next hears of the failure.
    this.passingOn.catch(() => undefined);
  }

  private concernedBy({ event }: FedEvent): boolean {
    return this.wants(event.type) && !(this.parked.size > 0 && this.parked.holds(event.recorded));
  }
}
