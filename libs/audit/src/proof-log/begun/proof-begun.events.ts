import type { Shard } from '#eventstore';
import type { DomainEvent } from '#kernel';

/**
 * The events of a context are signed from here on, under this name and by this key. Told once, and again when the key is
 * another: without it a log whose proofs were taken away would look like one that was never signed.
 *
 * @source C2SP signed-note: `origin` is the name of the log in its checkpoints, `key` what its signatures are checked with
 */
export type ProofBegun = DomainEvent<
  'audit.ProofBegun',
  1,
  { readonly context: Shard; readonly origin: string; readonly key: string }
>;

/** What was signed of a context is lost for good; somebody answers for beginning anew, and says why. */
export type ProofGivenUp = DomainEvent<
  'audit.ProofGivenUp',
  1,
  { readonly context: Shard; readonly because: string; readonly decidedBy: string }
>;

export type ProofEvent = ProofBegun | ProofGivenUp;
