import type { Position, Shard } from '../event-log.js';
import { type Checkpoint, CheckpointLost, type ParkedStream, type ReadModels, type RowChange } from '../read-models.js';
import { RowsRefused } from '../read-models/rebuildable-read-models.js';
import type { EventFeed, FedEvent } from './event-feed.js';
import { type Failure, ParkedStreams } from './parked-streams.js';
import { type RunnerObserver, silent, type SubscriptionStatus } from './runner-observer.js';
import { messageOf, type Patience, patient, pause, pauseOf } from './transient.js';
import { Waiters } from './waiters.js';

export interface Handled {
  /** Rows to write together with the checkpoint. */
  readonly changes: readonly RowChange[];
  readonly failures: readonly Failure[];
}

export const nothingHandled: Handled = { changes: [], failures: [] };

/** Handles the events of a batch in order. Rejects when the whole batch must come again. */
export interface Subscriber {
  readonly name: string;
  handle(events: readonly FedEvent[], signal: AbortSignal): Promise<Handled>;
}

export interface FollowerOptions {
  readonly pollMs?: number;
  /**
   * How long events may gather before they are handled, unless somebody waits for them; 0 unless said. Where handling
   * takes long, they gather longer: see `busyShare`.
   */
  readonly lingerMs?: number;
  readonly patience?: Patience;
  readonly observer?: RunnerObserver;
}

/** Where events may gather, handling them takes at most about this part of the time, up to the longest linger. */
const busyShare = 0.1;
const longestLingerMs = 250;

/** How long, and over how many positions, a checkpoint without rows may lag behind on disk. */
const lazyMs = 200;
const lazyPositions = 5_000;

/**
 * Follows a shard in order and moves one checkpoint. A stream whose event cannot be handled is set aside (parked)
 * and the rest goes on; what is away or in the way is waited for.
 */
export class Follower {
  private checkpoint: Checkpoint | undefined;
  private at: Position = 0;
  private state: SubscriptionStatus['state'] = 'stopped';
  private error: unknown;
  private failures = 0;
  private pumping: Promise<void> | undefined;
  private again = false;
  private turn: Promise<unknown> = Promise.resolve();
  private lastTook_ms = 0;
  private streams: ParkedStreams;
  private lazy: NodeJS.Timeout | undefined;
  private lingering: NodeJS.Timeout | undefined;
  private stopping = new AbortController();
  private readonly waiters = new Waiters();
  private readonly cleanups: (() => void)[] = [];
  private readonly observer: RunnerObserver;
  private readonly patience: Patience;

  constructor(
    private readonly feed: EventFeed,
    private readonly models: ReadModels,
    private readonly subscriber: Subscriber,
    private readonly options: FollowerOptions = {},
  ) {
    this.observer = options.observer ?? silent;
    this.patience = options.patience ?? patient;
    this.streams = new ParkedStreams(subscriber.name);
  }

  get name(): string {
    return this.subscriber.name;
  }
  get shard(): Shard {
    return this.feed.shard;
  }
  get position(): Position {
    return this.at;
  }
  get active(): boolean {
    return this.state !== 'lost' && this.state !== 'stopped';
  }
  get parked(): readonly ParkedStream[] {
    return this.streams.all();
  }

  /** Takes the checkpoint over, from whoever had it, and follows from there. */
  async start(): Promise<void> {
    if (this.active) return;
    this.stopping = new AbortController();
    await this.adopt(await this.models.claim(this.shard, this.name));
    [this.state, this.error, this.failures] = ['idle', undefined, 0];
    this.cleanups.push(
      this.feed.onAppended(() => this.appended()),
      this.feed.every(this.options.pollMs ?? 250, () => this.wake()),
    );
    this.wake();
  }

  /** Finishes the batch it is at, writes its checkpoint and stops. */
  async stop(): Promise<void> {
    if (this.state === 'stopped') return;
    const lost = this.state === 'lost';
    this.leave('stopped');
    await this.pumping;
    if (!lost) await this.between(() => this.persist()).catch(() => undefined);
  }

  /** Something is there. The more of it is handled together, the fewer the transactions. */
  private appended(): void {
    const { lingerMs = 0 } = this.options;
    if (lingerMs === 0 || this.waiters.size > 0) return this.wake();
    const patient_ms = Math.min(longestLingerMs, Math.max(lingerMs, this.lastTook_ms / busyShare));
    this.lingering ??= setTimeout(() => this.wake(), patient_ms).unref();
  }

  wake(): void {
    clearTimeout(this.lingering);
    this.lingering = undefined;
    this.again = true;
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined;
      if (this.again && this.active) this.wake();
    });
  }

  /** @returns false when the time was up, or when it stopped before. */
  reached(position: Position, timeoutMs?: number): Promise<boolean> {
    if (this.at >= position) return Promise.resolve(true);
    if (!this.active) return Promise.resolve(false);
    const waiting = this.waiters.wait(position, timeoutMs);
    this.wake();
    return waiting;
  }

  /**
   * Handles the events of a parked stream from where it was set aside, then lets the stream go on.
   * @throws the error that keeps it parked.
   */
  resume(stream: string): Promise<void> {
    return this.between(async () => {
      const parked = this.streams.get(stream);
      if (!parked) return;
      const events = await this.feed.stream(stream, parked.position, this.at);
      const { changes, failures } = await this.subscriber.handle(events, this.stopping.signal);
      const [failure] = failures;
      if (failure) {
        const still = { ...parked, error: messageOf(failure.error), attempts: parked.attempts + failure.attempts };
        await this.models.park(this.shard, still);
        this.remember([still]);
        throw failure.error;
      }
      await this.move(this.at, [...changes, this.streams.asRelease(stream)]);
      this.streams.remove(stream);
    });
  }

  /** Runs between two batches: batches, resumptions and late checkpoints of one subscription never overlap. */
  between<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(run, run);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** @param head of its shard, if the caller has just asked for it: for all who follow it */
  async status(head?: Position): Promise<SubscriptionStatus> {
    const end = head ?? (await this.feed.head());
    return {
      name: this.name,
      shard: this.shard,
      state: this.state,
      position: this.at,
      head: end,
      lag: Math.max(0, end - this.at),
      parked: this.streams.size,
      ...(this.error === undefined ? {} : { error: messageOf(this.error) }),
    };
  }

  private async pump(): Promise<void> {
    while (this.again && this.active) {
      this.again = false;
      while (await this.between(() => this.step()));
    }
  }

  /** @returns whether there may be more at once. */
  private async step(): Promise<boolean> {
    if (!this.active) return false;
    const since = performance.now();
    try {
      const events = await this.feed.after(this.at);
      if (events.length > 0) {
        await this.take(events);
        this.lastTook_ms = performance.now() - since;
      }
      if (this.active) [this.state, this.error, this.failures] = [events.length > 0 ? 'running' : 'idle', undefined, 0];
      return events.length >= this.feed.limit;
    } catch (error) {
      await (error instanceof CheckpointLost ? this.lost(error) : this.failed(error));
      return true;
    }
  }

  private async take(events: readonly FedEvent[]): Promise<void> {
    const free = this.streams.size === 0 ? events : events.filter(({ event }) => !this.streams.holds(event.recorded));
    const handled = free.length === 0 ? nothingHandled : await this.subscriber.handle(free, this.stopping.signal);
    const parking = handled.failures.map(failure => this.streams.from(failure));
    const to = events.at(-1)!.event.recorded.position;
    try {
      await this.move(to, [...handled.changes, ...this.streams.asChanges(parking)]);
    } catch (error) {
      if (error instanceof RowsRefused) return this.findRefused(events, error);
      throw error;
    }
    this.remember(parking);
    this.observer.handled?.(this.name, free.length, to);
  }

  /** One of these events makes a row no table takes: they are written one by one, and its stream is set aside. */
  private async findRefused(events: readonly FedEvent[], refused: RowsRefused): Promise<void> {
    if (events.length > 1) {
      for (const event of events) await this.take([event]);
      return;
    }
    const { stream, position } = events[0]!.event.recorded;
    const parking = [this.streams.from({ stream, position, error: refused, attempts: 1 })];
    await this.move(position, this.streams.asChanges(parking));
    this.remember(parking);
  }

  private async move(to: Position, changes: readonly RowChange[]): Promise<void> {
    // What was done for these events is done once however often they come: only rows go with their position.
    const idle = changes.length === 0 && to - this.checkpoint!.position < lazyPositions;
    if (idle) this.persistLater();
    else this.checkpoint = await this.models.flush(this.shard, this.checkpoint!, to, changes);
    this.at = to;
    this.waiters.reached(to);
  }

  private persistLater(): void {
    this.lazy ??= setTimeout(() => {
      this.lazy = undefined;
      // When this fails, the next step finds out why.
      if (this.active) this.between(() => this.persist()).catch(() => this.wake());
    }, lazyMs).unref();
  }

  private async persist(): Promise<void> {
    if (!this.checkpoint || this.checkpoint.position === this.at) return;
    this.checkpoint = await this.models.flush(this.shard, this.checkpoint, this.at, []);
  }

  /**
   * The checkpoint is not where this subscription left it. Its epoch tells why: raised, another process took over;
   * the same, a rebuild exchanged the rows (or an answer of the database went missing), and we go on from there.
   */
  private async lost(error: CheckpointLost): Promise<void> {
    try {
      const now = (await this.models.checkpoints(this.shard)).find(({ name }) => name === this.name);
      if (now && now.epoch === this.checkpoint?.epoch) return await this.adopt(now);
    } catch (unavailable) {
      return this.failed(unavailable);
    }
    this.error = error;
    this.leave('lost');
    this.observer.lost?.(this.name);
  }

  private async failed(error: unknown): Promise<void> {
    if (!this.active) return;
    this.failures += 1;
    this.error = error;
    this.state = 'failing';
    const ms = pauseOf(this.patience, this.failures);
    this.observer.retrying?.(this.name, error, ms);
    await pause(ms, this.stopping.signal);
  }

  private async adopt(checkpoint: Checkpoint): Promise<void> {
    this.streams = new ParkedStreams(this.name, await this.models.parked(this.shard, this.name));
    this.checkpoint = checkpoint;
    this.at = checkpoint.position;
    this.waiters.reached(this.at);
  }

  private leave(state: 'lost' | 'stopped'): void {
    this.state = state;
    this.stopping.abort();
    clearTimeout(this.lazy);
    clearTimeout(this.lingering);
    this.lazy = undefined;
    this.lingering = undefined;
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.waiters.giveUp();
  }

  private remember(parking: readonly ParkedStream[]): void {
    for (const parked of parking) {
      this.streams.add(parked);
      this.observer.parked?.(parked);
    }
  }
}
