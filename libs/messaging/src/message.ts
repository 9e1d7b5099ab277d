import type { Day, Instant } from '#kernel';
import type { Shard } from '#eventstore';

/**
 * What one context promises others: a named and versioned contract, carried as a CloudEvent. It holds pseudonymous ids,
 * dates and amounts only: never a name, an act or a diagnosis.
 */
export interface Message<Type extends string = string, Data = unknown> {
  /** UUIDv5 of the event it speaks of and its contract: the same however often it is sent. */
  readonly id: string;
  /** `membership.coverage-changed.v1` */
  readonly type: Type;
  /** Topic: the context that speaks. */
  readonly source: Shard;
  /** Ordering key: messages of one stream arrive in order; between streams they may be reordered. */
  readonly stream: string;
  /** Version of that stream the event had: a later message of the same stream has a higher one. */
  readonly revision: number;
  readonly scheme: string;
  readonly effectiveAt: Day;
  readonly recordedAt: Instant;
  readonly correlation: string;
  /** Event id. */
  readonly cause: string;
  readonly data: Data;
}

/** The union of messages of a map `type → data`: how a context's contracts/index.ts is written. */
export type MessagesOf<Contracts extends object> = {
  [Type in keyof Contracts & string]: Message<Type, Contracts[Type]>;
}[keyof Contracts & string];
