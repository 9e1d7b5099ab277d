import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, InstantColumn, type Table } from '#eventstore';
import type { Day, Instant } from '#kernel';
import type { ChallengeFault } from '../endpoint/challenge.types.js';
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
  /** Whether it has answered a challenge, or is older than challenges: nothing is told to it before. */
  @Column('boolean') confirmed: boolean;
  /** Attempts at its challenge, since it was last asked for. */
  @Column('int', { name: 'challenge_attempts' }) challengeAttempts: number;
  /** When it is next asked; null when it no longer is. */
  @InstantColumn({ name: 'challenge_due', nullable: true }) challengeDue: Instant | null;
  @Column('text', { name: 'challenge_fault', nullable: true }) challengeFault: ChallengeFault | null;
}

export const endpointTable: Table<EndpointRow> = {
  entity: EndpointRow,
  name: 'endpoint',
  key: ['scheme', 'endpoint'],
};
