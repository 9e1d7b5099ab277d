import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, type Table } from '#eventstore';
import type { Instant } from '#kernel';

interface Waits {
  readonly message: string;
  readonly due: Instant;
}

/** What one receiver is still to be told of one thing: no row, nothing waits. */
@Entity({ schema: 'webhooks', name: 'queue' })
export class QueueRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') endpoint: string;
  @PrimaryColumn('text') about: string;
  /** In order; the first is tried, the others wait for it. */
  @Column('jsonb') waiting: readonly Waits[];
  /** Of the first. */
  @InstantColumn() due: Instant;
}

export const queueTable: Table<QueueRow> = {
  entity: QueueRow,
  name: 'queue',
  key: ['scheme', 'endpoint', 'about'],
};
