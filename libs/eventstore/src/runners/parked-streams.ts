import type { Position } from '../event-log.js';
import type { Table } from '../projection.js';
import type { ParkedStream, RowChange } from '../read-models.js';
import { parkedTable } from '../read-models/parked-table.js';
import { messageOf } from './transient.js';

/** One event that could not be handled, after all tries. Its stream is set aside from there on. */
export interface Failure {
  readonly stream: string;
  readonly position: Position;
  readonly error: unknown;
  readonly attempts: number;
}

const table = parkedTable as unknown as Table;

/** The streams one subscription has set aside. */
export class ParkedStreams {
  private byStream: Map<string, ParkedStream>;

  constructor(
    private readonly name: string,
    parked: readonly ParkedStream[] = [],
  ) {
    this.byStream = new Map(parked.map(stream => [stream.stream, stream]));
  }

  get size(): number {
    return this.byStream.size;
  }

  all(): readonly ParkedStream[] {
    return [...this.byStream.values()];
  }

  get(stream: string): ParkedStream | undefined {
    return this.byStream.get(stream);
  }

  add(parked: ParkedStream): void {
    this.byStream.set(parked.stream, parked);
  }

  remove(stream: string): void {
    this.byStream.delete(stream);
  }

  /** Events of the stream before the one that failed were handled. */
  holds({ stream, position }: { readonly stream: string; readonly position: Position }): boolean {
    const parked = this.byStream.get(stream);
    return parked !== undefined && parked.position <= position;
  }

  from({ stream, position, error, attempts }: Failure): ParkedStream {
    return { name: this.name, stream, position, error: messageOf(error), attempts };
  }

  /** So that a stream is set aside, or let go, in the transaction that moves the checkpoint. */
  asChanges(parked: readonly ParkedStream[]): readonly RowChange[] {
    return parked.length === 0 ? [] : [{ table, set: parked, deleted: [] }];
  }

  asRelease(stream: string): RowChange {
    return { table, set: [], deleted: [{ name: this.name, stream }] };
  }
}
