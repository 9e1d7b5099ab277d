import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, type Table } from '#eventstore';
import type { Instant } from '#kernel';
import type { AttemptOutcome } from '../delivery/delivery.types.js';

/** What one receiver was told, or is to be told, and how the last attempt went. What it says is not among the rows. */
@Entity({ schema: 'webhooks', name: 'delivery' })
export class DeliveryRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') endpoint: string;
  @PrimaryColumn('text') message: string;
  /** `claim-C1`: what is told in order. */
  @Column('text') about: string;
  @Column('text') contract: string;
  @Column('text') status: 'waiting' | 'delivered' | 'given-up';
  /** Since it was queued, or asked for again. */
  @Column('int') attempts: number;
  /** Of the last attempt: HTTP status, when there was an answer, and what went wrong. */
  @Column('int', { name: 'last_status', nullable: true }) lastStatus: number | null;
  @Column('text', { nullable: true }) fault: AttemptOutcome['fault'];
  @InstantColumn({ name: 'queued_at' }) queuedAt: Instant;
  @InstantColumn({ name: 'tried_at', nullable: true }) triedAt: Instant | null;
  /** When it is next tried; null when it no longer is. */
  @InstantColumn({ nullable: true }) due: Instant | null;
}

export const deliveryTable: Table<DeliveryRow> = {
  entity: DeliveryRow,
  name: 'delivery',
  key: ['scheme', 'endpoint', 'message'],
};
