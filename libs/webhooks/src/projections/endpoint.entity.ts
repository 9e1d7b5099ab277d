import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, InstantColumn, type Table } from '#eventstore';
import type { Day, Instant } from '#kernel';
import type { DisabledBecause } from '../endpoint/endpoint.events.js';

/** A receiver as its keepers see it. Its address and its secrets are not among the rows. */
@Entity({ schema: 'webhooks', name: 'endpoint' })
export class EndpointRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') endpoint: string;
  @Column('text') provider: string;
  @Column('jsonb') contracts: readonly string[];
  @Column('text') status: 'live' | 'disabled' | 'closed';
  @Column('text', { nullable: true }) because: DisabledBecause | null;
  /** First failure since the last success. */
  @InstantColumn({ name: 'failing_since', nullable: true }) failingSince: Instant | null;
  /** Up to when the key before the current one signs too. */
  @InstantColumn({ name: 'previous_until', nullable: true }) previousUntil: Instant | null;
  @DayColumn({ name: 'subscribed_on' }) subscribedOn: Day;
}

export const endpointTable: Table<EndpointRow> = {
  entity: EndpointRow,
  name: 'endpoint',
  key: ['scheme', 'endpoint'],
};
