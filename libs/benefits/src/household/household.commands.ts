import type { Day } from '#kernel';
import type { NotedCover } from './household.types.js';

/** Writes down what membership told about one person's cover. */
export interface NoteCover {
  readonly type: 'NoteCover';
  readonly household: string;
  readonly scheme: string;
  readonly person: string;
  readonly cover: NotedCover;
  readonly because: string;
  /** Message that told it. */
  readonly origin: string;
  readonly effectiveAt: Day;
}

/** A provider attests an antenatal session held on a day. `key`: the act's opaque key for this person. */
export interface AttestSession {
  readonly type: 'AttestSession';
  readonly attestation: string;
  readonly household: string;
  readonly person: string;
  readonly provider: string;
  readonly act: string;
  readonly heldOn: Day;
  readonly recordedOn: Day;
  readonly key: string;
}
