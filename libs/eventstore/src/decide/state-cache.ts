import { LRUCache } from 'lru-cache';
import type { DomainEvent, Fold } from '#kernel';
import { foldAll } from '#kernel';
import { atMost } from '../at-most.js';
import type { Attempt, EventLog, RecordedEvent, Shard } from '../event-log.js';
import type { EventCodec } from '../sealing/codec.js';

/** A stream's state and the version it had. */
export interface Known<State = unknown> {
  readonly fold: Fold<DomainEvent, State>;
  readonly version: number;
  readonly state: State;
  /** Its last events are on their way to the log: whether they arrived, and by which attempt. Absent once they have. */
  readonly stored?: Promise<boolean>;
  readonly attempt?: Attempt;
  /** What was stored for certain when it was decided: where to begin again should they not arrive. */
  readonly certain?: Known;
}

/** A question for one stream, to be asked with others. */
interface Waiting {
  readonly resolve: (events: readonly RecordedEvent[]) => void;
  readonly reject: (error: Error) => void;
}

/** Questions of one shard under way at the same time; what is asked for meanwhile goes together into the next. */
const mostUnderWay = 2;

/**
 * States of recently used streams. Never trusted: a decision taken on an old state meets a conflict when it is
 * appended, and is taken again. Streams that are asked for in the same turn, or while the database is busy with what was
 * asked before, are read together: the more is asked, the fewer the questions. None begins before it is asked for.
 */
export class StateCache {
  private readonly known: LRUCache<string, Known>;
  private readonly waiting = new Map<Shard, Map<string, Waiting[]>>();
  private readonly underWay = new Map<Shard, number>();

  constructor(
    private readonly log: EventLog,
    private readonly codec: EventCodec,
    most = 100_000,
  ) {
    this.known = new LRUCache(atMost(most));
  }

  peek(shard: Shard, stream: string, fold: Fold<DomainEvent, unknown>): Known | undefined {
    const known = this.known.get(placeOf(shard, stream));
    // Deciders of one stream often share how it evolves, and then its state.
    return known?.fold.evolve === fold.evolve ? known : undefined;
  }

  async load<State>(shard: Shard, stream: string, fold: Fold<DomainEvent, State>): Promise<Known<State>> {
    const cached = this.peek(shard, stream, fold);
    if (cached) return cached as Known<State>;
    const events = await this.read(shard, stream);
    const loaded: Known<State> = { fold, version: events.at(-1)?.recorded.version ?? 0, state: foldAll(fold, events) };
    if (loaded.version > 0) this.known.set(placeOf(shard, stream), loaded as Known);
    return loaded;
  }

  /** As `load`, but nothing that is still on its way to the log. */
  async loadStored<State>(shard: Shard, stream: string, fold: Fold<DomainEvent, State>): Promise<Known<State>> {
    for (;;) {
      const known = await this.load(shard, stream, fold);
      if (!known.stored || (await known.stored)) return known;
    }
  }

  forget(shard: Shard, stream: string): void {
    this.known.delete(placeOf(shard, stream));
  }

  /**
   * Others appended: reads on from what is known, so that a long stream is not read from its beginning again. Never from
   * what is still on its way: should it not arrive, a state that never was would pass for one that is stored.
   */
  async catchUp(shard: Shard, stream: string): Promise<void> {
    const place = placeOf(shard, stream);
    const known = this.known.get(place);
    if (!known) return;
    if (known.stored) {
      if (!(await known.stored) && this.known.get(place) === known) this.fallBack(shard, stream, known);
      return;
    }
    const events = await this.codec.open(shard, await this.log.readStream(shard, stream, known.version + 1));
    const version = events.at(-1)?.recorded.version ?? known.version;
    const meanwhile = this.known.get(place);
    if (meanwhile !== known && meanwhile && (meanwhile.certain ?? meanwhile).version >= version) return;
    this.known.set(place, {
      fold: known.fold,
      version,
      state: events.reduce((state, event) => known.fold.evolve(state, event), known.state),
    });
  }

  /** The log has a stream up to this version: a state of before is read on when it is asked for. */
  notice(shard: Shard, stream: string, version: number): void {
    const place = placeOf(shard, stream);
    const known = this.known.peek(place);
    if (known && !known.stored && known.version < version)
      this.catchUp(shard, stream).catch(() => this.known.delete(place));
  }

  /** The events of this state never arrive: what was certain before takes its place. */
  fallBack(shard: Shard, stream: string, { certain }: Known): void {
    if (certain) this.remember(shard, stream, certain);
    else this.forget(shard, stream);
  }

  remember(shard: Shard, stream: string, known: Known): void {
    this.known.set(placeOf(shard, stream), known);
  }

  clear(): void {
    this.known.clear();
  }

  read(shard: Shard, stream: string): Promise<readonly RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      let streams = this.waiting.get(shard);
      if (!streams) {
        this.waiting.set(shard, (streams = new Map()));
        this.readSoon(shard);
      }
      const others = streams.get(stream);
      if (others) others.push({ resolve, reject });
      else streams.set(stream, [{ resolve, reject }]);
    });
  }

  private readSoon(shard: Shard): void {
    if ((this.underWay.get(shard) ?? 0) < mostUnderWay) setImmediate(() => void this.readTogether(shard));
  }

  private async readTogether(shard: Shard): Promise<void> {
    const streams = this.waiting.get(shard);
    if (!streams) return;
    this.waiting.delete(shard);
    this.underWay.set(shard, (this.underWay.get(shard) ?? 0) + 1);
    try {
      const stored = await this.log.readStreams(shard, [...streams.keys()]);
      const events = await this.codec.open(shard, stored.flat());
      let from = 0;
      [...streams.values()].forEach((waiting, index) => {
        const own = events.slice(from, (from += stored[index]!.length));
        for (const { resolve } of waiting) resolve(own);
      });
    } catch (error) {
      for (const waiting of streams.values()) for (const { reject } of waiting) reject(error as Error);
    } finally {
      this.underWay.set(shard, this.underWay.get(shard)! - 1);
      if (this.waiting.has(shard)) this.readSoon(shard);
    }
  }
}

export const placeOf = (shard: Shard, stream: string): string => `${shard}|${stream}`;
