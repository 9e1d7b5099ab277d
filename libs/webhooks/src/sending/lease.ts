import { type Checkpoint, CheckpointLost, type ReadModels } from '#eventstore';

/** Of two processes of one context, the one whose checkpoint this is sends; the others stand by. */
const name = 'webhooks.sender';
/** Nobody holds it; or somebody does, and turns it over to show that they are there. */
const [free, held] = [0, [1, 2]] as const;

export interface LeaseOptions {
  /** How long nothing may be seen of its holder before somebody else takes it; 30 s unless said. */
  readonly length_ms?: number;
  /** Reads a clock that never goes back. @unit milliseconds */
  readonly now?: () => number;
}

interface Seen {
  readonly mark: string;
  readonly since: number;
}

/**
 * The right to send. Processes need not agree on the time: whoever stands by watches for as long as the lease lasts, on
 * its own clock, whether the holder's mark still turns. It is a courtesy to receivers, who would be told twice by two
 * senders; what must be right rests on the log alone.
 */
export class Lease {
  private mine: Checkpoint | undefined;
  private renewedAt = -Infinity;
  /** When one may begin to use it. */
  private from = -Infinity;
  private seen: Seen | undefined;
  private readonly length_ms: number;
  private readonly now: () => number;

  constructor(
    private readonly models: ReadModels,
    { length_ms = 30_000, now = () => performance.now() }: LeaseOptions = {},
  ) {
    this.length_ms = length_ms;
    this.now = now;
  }

  /** How long it is still safe to go on without renewing it; 0 when it is not ours. @unit milliseconds */
  get left_ms(): number {
    return this.mine && this.now() >= this.from ? Math.max(0, this.unused_ms) : 0;
  }

  private get unused_ms(): number {
    return this.renewedAt + this.length_ms - this.now();
  }

  /** Takes it when nobody has it, and keeps it. @returns whether it is ours */
  async hold(): Promise<boolean> {
    if (this.mine ? this.unused_ms <= (this.length_ms * 2) / 3 : await this.take()) await this.renew();
    return this.left_ms > 0;
  }

  private async take(): Promise<boolean> {
    const found = await this.look();
    if (!this.isAbandoned(found)) return false;
    this.mine = await this.models.claim('webhooks', name);
    // Somebody else took it between the look and the claim: they find out when they renew it, and have stopped when
    // what they took is used up.
    const alone = this.mine.epoch === (found?.epoch ?? 0) + 1 && this.mine.position === (found?.position ?? free);
    this.from = alone ? -Infinity : this.now() + this.length_ms;
    return true;
  }

  /** Lets it go at once, so that another need not wait. */
  async release(): Promise<void> {
    const { mine } = this;
    this.mine = undefined;
    if (mine) await this.models.flush('webhooks', mine, free, []).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    // Counted from before it is asked for: the others may see it as soon as that.
    const at = this.now();
    try {
      const turned = this.mine!.position === held[0] ? held[1] : held[0];
      this.mine = await this.models.flush('webhooks', this.mine!, turned, []);
      this.renewedAt = at;
    } catch (error) {
      if (!(error instanceof CheckpointLost)) throw error;
      this.mine = undefined;
    }
  }

  private async look(): Promise<Checkpoint | undefined> {
    return (await this.models.checkpoints('webhooks')).find(checkpoint => checkpoint.name === name);
  }

  private isAbandoned(found: Checkpoint | undefined): boolean {
    if (!found || found.position === free) return true;
    const mark = `${found.epoch} ${found.position}`;
    if (this.seen?.mark !== mark) this.seen = { mark, since: this.now() };
    return this.now() - this.seen.since >= this.length_ms;
  }
}
