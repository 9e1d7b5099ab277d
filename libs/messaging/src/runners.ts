import type { Clock, Instant } from '#kernel';
import {
  EventFeeds,
  type EventLog,
  Follower,
  type FollowerOptions,
  type OpenEvents,
  type ParkedStream,
  pause,
  type Position,
  type Projection,
  ProjectionRunner,
  type ReadModels,
  type Shard,
  type StoredEvent,
  type SubscriptionStatus,
} from '#eventstore';
import { answered, type Asked, askedOf, resendOf } from './asked-for.js';
import { InProcessTransport } from './in-process-transport.js';
import { groupedBy } from './in-turn.js';
import { InboxRunner } from './inbox-runner.js';
import { PolicySubscriber } from './policy-subscriber.js';
import type { Inbox, Policy, Publication } from './reaction.js';
import { Relay } from './relay.js';
import { type Execute, RequestExecutor } from './request-executor.js';
import type { Sent } from './sent-count.js';
import type { Transport } from './transport.js';

export interface RunnersPorts {
  readonly log: EventLog;
  readonly models: ReadModels;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly open: OpenEvents;
  readonly execute: Execute;
  /** Told of events found in the log: those of other processes are among them. */
  readonly notice?: (events: readonly StoredEvent[]) => void;
}

/** Of all contexts that this process runs. */
export interface RunnersParts {
  readonly projections?: readonly Projection[];
  readonly policies?: readonly Policy[];
  readonly inboxes?: readonly Inbox[];
  readonly publications?: readonly Publication[];
}

export interface RunnersOptions extends Omit<FollowerOptions, 'lingerMs'> {
  /** How long events may gather before projections write rows, unless a read waits for them; 0 unless said. */
  readonly projectionLingerMs?: number;
  /** Events of a batch; 500 unless said. */
  readonly batch?: number;
  /** Streams a policy handles side by side; 16 unless said. */
  readonly parallel?: number;
  /** How often to look for what was asked from other processes; 1 s unless said. */
  readonly askedMs?: number;
  /** How long stopping waits for what is being done; 5 s unless said. */
  readonly graceMs?: number;
}

/** How much a context of this process has said. */
export interface Said {
  readonly topic: Shard;
  readonly sent: readonly Sent[];
  /** When the oldest event was recorded that was not said yet. */
  readonly since?: Instant;
}

/** Not everything came to rest in time; `laggards` says where it hangs. */
export class NotSettled extends Error {
  constructor(readonly laggards: readonly SubscriptionStatus[]) {
    super(
      `not settled: ${laggards.map(({ name, state, lag, error }) => `${name} ${state}, ${lag} behind ${error ?? ''}`).join('; ')}`,
    );
  }
}

/** All that runs behind the commands of a process: projections, policies, relays and inboxes. Started once. */
export class Runners {
  readonly projections: ProjectionRunner;
  private readonly feeds: EventFeeds;
  private readonly policies: readonly Follower[];
  private readonly relays: readonly Relay[];
  private readonly inboxes: readonly InboxRunner[];
  private asking: NodeJS.Timeout | undefined;
  private answering: Promise<void> | undefined;

  constructor(
    private readonly ports: RunnersPorts,
    parts: RunnersParts,
    private readonly options: RunnersOptions = {},
  ) {
    const { log, models, open, transport } = ports;
    const executor = new RequestExecutor({ ...ports, patience: options.patience, observer: options.observer });
    this.feeds = new EventFeeds(log, open, options.batch, ports.notice);
    this.projections = new ProjectionRunner(this.feeds, models, parts.projections ?? [], {
      ...options,
      lingerMs: options.projectionLingerMs,
    });
    this.policies = (parts.policies ?? []).map(policy => {
      const subscriber = new PolicySubscriber(policy, executor, options.parallel);
      return new Follower(this.feeds.of(policy.shard), models, subscriber, options);
    });
    this.relays = [...groupedBy(parts.publications ?? [], ({ shard }) => shard)].map(
      ([shard, publications]) => new Relay(this.feeds.of(shard as Shard), models, publications, transport, options),
    );
    this.inboxes = (parts.inboxes ?? []).map(inbox => new InboxRunner(inbox, models, executor, options.observer));
  }

  /** Listeners first, so that nothing is said to an empty room. */
  async start(): Promise<void> {
    // Joining a group takes a broker its time: all of them join at once.
    await Promise.all(this.inboxes.map(inbox => inbox.start(this.ports.transport)));
    if (this.ports.transport instanceof InProcessTransport)
      for (const inbox of this.inboxes) await this.tellNewcomer(inbox);
    for (const relay of this.relays) await this.lookForLostTopic(relay);
    await Promise.all(this.followers.map(follower => follower.start()));
    this.asking = setInterval(() => this.listenToAsked(), this.options.askedMs ?? 1_000).unref();
  }

  private async lookForLostTopic(relay: Relay): Promise<void> {
    const { observer } = this.options;
    try {
      if (await relay.beginsAgain()) observer?.saysAgain?.(relay.name);
    } catch (error) {
      // Whoever cannot be asked now is asked at the next start; what is new is said meanwhile as ever.
      observer?.retrying?.(`${relay.name}, looking at its topic`, error, 0);
    }
  }

  /** What was said here since the start, by contract, and since when something has waited to be said. For figures. */
  async said(): Promise<readonly Said[]> {
    return Promise.all(
      this.relays.map(async relay => {
        const since = await relay.oldestUnsent();
        return { topic: relay.follower.shard, sent: relay.sent.all, ...(since === undefined ? {} : { since }) };
      }),
    );
  }

  /** Finishes what is being done, writes the checkpoints and closes the transport. */
  async stop(): Promise<void> {
    clearInterval(this.asking);
    const stopped = Promise.all(this.followers.map(follower => follower.stop()));
    const late = new AbortController();
    await Promise.race([stopped, pause(this.options.graceMs ?? 5_000, late.signal)]);
    late.abort();
    for (const inbox of this.inboxes) inbox.stop();
    await this.ports.transport.close();
    await stopped;
    await this.answering;
    this.feeds.close();
  }

  /**
   * Resolves when everything that follows from what was appended has been done: every subscription at the head of its
   * shard, every message handled, and nothing new appended meanwhile.
   * @throws NotSettled when it takes too long, or a subscription no longer runs.
   */
  async settled(timeoutMs = 30_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (let before = await this.heads(); ;) {
      const left = deadline - performance.now();
      const reached = await Promise.all(
        this.followers.map(follower => follower.reached(before.get(follower.shard)!, left)),
      );
      if (left <= 0 || reached.includes(false))
        throw new NotSettled((await this.status()).filter(({ lag }) => lag > 0));
      if (!(await this.ports.transport.idle())) {
        await pause(1);
        continue;
      }
      const now = await this.heads();
      if ([...now].every(([shard, head]) => before.get(shard) === head)) return;
      before = now;
    }
  }

  /** Whether the read models came to a position in time: for a read that sends back what a write returned. */
  waitFor(shard: Shard, position: Position, names?: readonly string[], timeoutMs?: number): Promise<boolean> {
    return this.projections.waitFor(shard, position, names, timeoutMs);
  }

  async status(): Promise<SubscriptionStatus[]> {
    const heads = await this.heads();
    return Promise.all(this.followers.map(follower => follower.status(heads.get(follower.shard))));
  }

  /** Streams set aside by whatever runs here. */
  parked(): readonly ParkedStream[] {
    return [...this.followers, ...this.inboxes].flatMap(({ parked }) => parked);
  }

  /** Takes a parked stream up again. @throws the error that keeps it parked. */
  async resume(name: string, stream: string): Promise<void> {
    const inbox = this.inboxes.find(candidate => candidate.inbox.name === name);
    if (!inbox) return this.follower(name).resume(stream);
    const parked = inbox.parked.find(candidate => candidate.stream === stream);
    if (!parked) return;
    await this.resend(inbox.inbox.topic, stream, parked.position);
    // In process it has been handled by now; over Kafka it is on its way.
    for (let waited = 0; waited < 5_000; waited += 10) {
      const still = inbox.parked.find(candidate => candidate.stream === stream);
      if (!still) return;
      if (still.attempts > parked.attempts) throw new Error(still.error);
      await pause(10);
    }
  }

  /** Says a stream's messages again from one of its versions on, for the inboxes of other processes that set it aside. */
  async resend(shard: Shard, stream: string, fromRevision: number): Promise<void> {
    const relay = this.relays.find(({ follower }) => follower.shard === shard);
    if (!relay) throw new Error(`${shard} does not speak from this process`);
    await relay.resend(stream, fromRevision);
  }

  /** Does what was asked from other processes, such as the command line. What fails stays parked, and says why there. */
  private listenToAsked(): void {
    this.answering ??= this.answerAll().finally(() => (this.answering = undefined));
  }

  private async answerAll(): Promise<void> {
    // The command line may have let a stream go: what is said to be set aside follows it, also when nothing comes.
    for (const inbox of this.inboxes) if (inbox.parked.length > 0) await inbox.recall().catch(() => undefined);
    for (const shard of new Set(this.followers.map(follower => follower.shard)))
      for (const asked of await askedOf(this.ports.models, shard).catch(() => [])) await this.answer(shard, asked);
  }

  private async answer(shard: Shard, asked: Asked): Promise<void> {
    const { name, stream, from } = asked;
    try {
      if (name === resendOf(shard)) await this.resend(shard, stream, from);
      else if (this.followers.some(follower => follower.name === name)) await this.follower(name).resume(stream);
      else return;
    } catch (error) {
      this.options.observer?.retrying?.(`${name}, resuming ${stream}`, error, 0);
    }
    // What cannot be noted now is done again: nothing follows twice from it.
    await answered(this.ports.models, shard, asked).catch(() => undefined);
  }

  /** Takes a checkpoint back after another process had it. */
  reclaim(name: string): Promise<void> {
    return this.follower(name).start();
  }

  private get followers(): readonly Follower[] {
    return [...this.projections.followers, ...this.policies, ...this.relays.map(({ follower }) => follower)];
  }

  private follower(name: string): Follower {
    const found = this.followers.find(follower => follower.name === name);
    if (!found) throw new Error(`nothing called ${name} runs here`);
    return found;
  }

  private async heads(): Promise<Map<Shard, Position>> {
    const shards = [...new Set(this.followers.map(({ shard }) => shard))];
    const heads = await Promise.all(shards.map(shard => this.ports.log.head(shard)));
    return new Map(shards.map((shard, index) => [shard, heads[index]!]));
  }

  /**
   * An inbox that joins later hears what was said before it came, as it would from a topic. That it has been here is
   * noted as a checkpoint of its name.
   */
  private async tellNewcomer(runner: InboxRunner): Promise<void> {
    const { name, shard, topic } = runner.inbox;
    const { models } = this.ports;
    if ((await models.checkpoints(shard)).some(checkpoint => checkpoint.name === name)) return;
    const relay = this.relays.find(({ follower }) => follower.shard === topic);
    if (relay) {
      const said = (await models.checkpoints(topic)).find(checkpoint => checkpoint.name === relay.name)?.position ?? 0;
      for await (const messages of relay.saidUpTo(said))
        for (const ofStream of groupedBy(messages, ({ stream }) => stream).values()) await runner.deliver(ofStream);
    }
    await models.claim(shard, name);
  }
}
