import type { DynamicModule, Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { Projection, Shard } from '#eventstore';
import type { Upcasters } from '#kernel';
import type { Contracts, DailyWork, Inbox, Policy, Publication } from '#messaging';

/** A TypeORM migration that contains SQL. */
export type MigrationClass = new () => MigrationInterface;

/** A TypeORM entity of a read model. */
export type EntityClass = abstract new () => object;

/** What an application needs of a context to run it: an application is a list of these. */
export interface ContextParts {
  readonly shard: Shard;
  /** Controllers and command handlers. It asks for ports and builds no infrastructure. */
  readonly module: Type<unknown> | DynamicModule;
  readonly projections: readonly Projection[];
  readonly policies: readonly Policy[];
  readonly inboxes: readonly Inbox[];
  readonly publications: readonly Publication[];
  /** Done for each scheme whenever a day is over there. */
  readonly daily?: readonly DailyWork[];
  /** What its publications promise, for machines: /asyncapi.json is made of it. */
  readonly contracts?: Contracts;
  readonly migrations: readonly MigrationClass[];
  readonly upcasters: Upcasters;
  readonly entities: readonly EntityClass[];
}
