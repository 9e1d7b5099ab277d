import { type EventLog, LogGap, type Shard } from '#eventstore';
import type { Clock } from '#kernel';
import { hasBegun } from './begun/proof-begun.decider.js';
import { entryOf } from './entry.js';
import type { ProofLog, Sealed } from './proof-log.js';
import { StreamLeaves } from './stream-leaves.js';

/** Entries between two writes of finished tiles, when much is sealed at once. */
const entriesAtOnce = 16_384;
/** Entries under one checkpoint at most: the leaves of all their streams are remembered. */
const mostInRound = 100_000;

/** The record says that this log was signed, and its proof is not there: signing it anew would cover whatever happened. */
export class ProofMissing extends Error {}

/** Another process seals this log. */
export class SealedElsewhere extends Error {}

/**
 * Adds a shard's events to its transparency log and signs. It reads the log like any subscriber: nothing is hashed while
 * something is recorded, and whoever changes the past later finds it signed already.
 */
export class Sealer {
  private readonly leaves: StreamLeaves;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly shard: Shard,
    readonly proof: ProofLog,
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {
    this.leaves = new StreamLeaves(log, shard);
  }

  /** Events that no checkpoint covers yet. */
  async unsealed(): Promise<number> {
    return (await this.log.head(this.shard)) - ((await this.proof.checkpoint())?.size ?? 0);
  }

  /**
   * Seals everything recorded so far. Undefined: there was nothing new.
   * @throws SealedElsewhere ProofMissing LogGap TreeDamaged NoteRefused SignerUnavailable
   */
  seal(): Promise<Sealed | undefined> {
    const sealing = this.turn.then(() => this.sealAlone());
    this.turn = sealing.catch(() => undefined);
    return sealing;
  }

  private async sealAlone(): Promise<Sealed | undefined> {
    if (!this.log.abilities.dense) throw new LogGap(`the ${this.shard} log has gaps: its events cannot be numbered`);
    const release = await this.proof.store.hold();
    if (!release) throw new SealedElsewhere(`another process seals ${this.shard}`);
    try {
      let newest: Sealed | undefined;
      for (let sealed = await this.extend(); sealed; sealed = await this.extend()) newest = sealed;
      return newest;
    } finally {
      await release();
    }
  }

  private async extend(): Promise<Sealed | undefined> {
    const tree = await this.proof.tree();
    const from = tree.size;
    if (from === 0 && (await hasBegun(this.log, this.shard)))
      throw new ProofMissing(`${this.shard} was signed, and its proof is not there`);
    // Tiles of leaves before this round are all written; those of this round are remembered.
    const sealed = this.proof.treeOf(from);
    const head = Math.min(await this.log.head(this.shard), from + mostInRound);
    if (head <= from) return undefined;
    for await (const events of this.log.scan(this.shard, { after: from, upTo: head })) {
      for (const event of events) {
        if (event.position !== tree.size + 1)
          throw new LogGap(`${this.shard}: ${event.position} follows ${tree.size} in the log`);
        const before = this.leaves.before(event, sealed);
        this.leaves.set(event, tree.add(entryOf(event, before instanceof Promise ? await before : before)));
        if (tree.size % entriesAtOnce === 0) await this.proof.keep(tree);
      }
    }
    return tree.size > from ? this.proof.seal(tree, this.clock.now()) : undefined;
  }
}
