import type { EventLog, Position, Shard, StoredEvent } from '../event-log.js';
import type { Projection } from '../projection.js';
import type { ParkedStream, ReadModels } from '../read-models.js';
import { EventFeed, type OpenEvents } from './event-feed.js';
import { Follower, type FollowerOptions } from './follower.js';
import { ProjectionSubscriber } from './projection-subscriber.js';
import type { SubscriptionStatus } from './runner-observer.js';
import { pause } from './transient.js';

/** One feed per shard, shared by all who follow it. */
export class EventFeeds {
  private readonly byShard = new Map<Shard, EventFeed>();

  constructor(
    readonly log: EventLog,
    private readonly open: OpenEvents,
    private readonly batch = 500,
    private readonly onRead?: (events: readonly StoredEvent[]) => void,
  ) {}

  of(shard: Shard): EventFeed {
    let feed = this.byShard.get(shard);
    if (!feed) this.byShard.set(shard, (feed = new EventFeed(this.log, shard, this.open, this.batch, this.onRead)));
    return feed;
  }

  close(): void {
    for (const feed of this.byShard.values()) feed.close();
    this.byShard.clear();
  }
}

/** Keeps the read models up to date: one subscription per projection, each with its own checkpoint. */
export class ProjectionRunner {
  readonly followers: readonly Follower[];

  constructor(
    feeds: EventFeeds,
    private readonly models: ReadModels,
    projections: readonly Projection[],
    options: FollowerOptions = {},
  ) {
    this.followers = projections.map(
      projection =>
        new Follower(
          feeds.of(projection.shard),
          models,
          new ProjectionSubscriber(projection, models, options.patience),
          options,
        ),
    );
  }

  async start(): Promise<void> {
    await Promise.all(this.followers.map(follower => follower.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.followers.map(follower => follower.stop()));
  }

  status(): Promise<SubscriptionStatus[]> {
    return Promise.all(this.followers.map(follower => follower.status()));
  }

  parked(): readonly ParkedStream[] {
    return this.followers.flatMap(({ parked }) => parked);
  }

  /** Replays a parked stream from where it was set aside. @throws the error that keeps it parked. */
  resume(name: string, stream: string): Promise<void> {
    return this.follower(name).resume(stream);
  }

  /** Takes the checkpoint back after another process had it. */
  reclaim(name: string): Promise<void> {
    return this.follower(name).start();
  }

  /** @returns whether the projections of the shard (or those named) came to the position in time. */
  async waitFor(shard: Shard, position: Position, names?: readonly string[], timeoutMs = 2_000): Promise<boolean> {
    const concerned = this.followers.filter(({ name, shard: of }) => of === shard && (!names || names.includes(name)));
    const reached = await Promise.all(
      concerned.map(follower =>
        follower.active ? follower.reached(position, timeoutMs) : this.reachedElsewhere(follower, position, timeoutMs),
      ),
    );
    return reached.every(Boolean);
  }

  /** Another process moves the checkpoint: it is looked at, as nobody tells. */
  private async reachedElsewhere({ shard, name }: Follower, position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const found = (await this.models.checkpoints(shard)).find(checkpoint => checkpoint.name === name);
      if (found && found.position >= position) return true;
      if (performance.now() >= deadline) return false;
      await pause(20);
    }
  }

  private follower(name: string): Follower {
    const found = this.followers.find(follower => follower.name === name);
    if (!found) throw new Error(`no projection is called ${name}`);
    return found;
  }
}
