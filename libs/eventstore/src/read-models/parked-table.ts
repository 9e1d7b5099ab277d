import type { Position } from '../event-log.js';
import type { Table } from '../projection.js';
import type { ParkedStream } from '../read-models.js';

/** A stream set aside, as a row. It lies beside the checkpoints in each context's schema and is no entity. */
export class ParkedRow implements ParkedStream {
  name: string;
  stream: string;
  position: Position;
  error: string;
  attempts: number;
}

/** Named in the changes of a flush, so that parking and releasing happen in the transaction that moves the checkpoint. */
export const parkedTable: Table<ParkedRow> = { entity: ParkedRow, name: 'parked', key: ['name', 'stream'] };

export const isParkedTable = (table: { readonly entity: unknown }): boolean => table.entity === ParkedRow;
