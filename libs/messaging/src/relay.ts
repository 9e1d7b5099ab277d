import type { Instant } from '#kernel';
import {
  type EventFeed,
  type Failure,
  type FedEvent,
  Follower,
  type FollowerOptions,
  type Handled,
  nothingHandled,
  type Position,
  type ReadModels,
  type Shard,
  type Subscriber,
} from '#eventstore';
import { messageIdOf } from './derived-ids.js';
import { SentCount } from './sent-count.js';
import type { Message } from './message.js';
import type { Publication } from './reaction.js';
import { MessageRefused, type Transport } from './transport.js';

/** `membership.relay`, `membership.relay.kafka`: what was said over one medium was not heard on another. */
const relayName = (shard: Shard, medium: string | undefined): string =>
  medium ? `${shard}.relay.${medium}` : `${shard}.relay`;

/** What publications make of an event. The same event says the same, with the same ids, however often. */
export const messagesOf = (publications: readonly Publication[], { event, unreadable }: FedEvent): Message[] => {
  const said = publications.flatMap(({ shard, on }) => {
    const publish = Object.hasOwn(on, event.type) ? on[event.type] : undefined;
    if (publish && unreadable) throw unreadable;
    return (publish?.(event) ?? []).map(one => ({ ...one, shard }));
  });
  const { eventId, stream, version, scheme, recordedAt, correlation } = event.recorded;
  const { effectiveAt } = event;
  return said.map(({ type, data, shard, scheme: about = scheme }, index) => ({
    id: messageIdOf(eventId, type, index),
    type,
    source: shard,
    stream,
    revision: version,
    scheme: about,
    effectiveAt,
    recordedAt,
    correlation,
    cause: eventId,
    data,
  }));
};

/** Reads a context's log and says to the others what its publications make of it. The log is the outbox. */
export class Relay implements Subscriber {
  readonly name: string;
  readonly follower: Follower;
  readonly sent = new SentCount();

  constructor(
    private readonly feed: EventFeed,
    private readonly models: ReadModels,
    private readonly publications: readonly Publication[],
    private readonly transport: Transport,
    options: FollowerOptions = {},
  ) {
    this.name = relayName(feed.shard, transport.medium);
    this.follower = new Follower(feed, models, this, options);
  }

  async handle(events: readonly FedEvent[]): Promise<Handled> {
    const { messages, failures } = this.speak(events);
    if (messages.length === 0 && failures.length === 0) return nothingHandled;
    try {
      await this.send(messages);
      return { changes: [], failures };
    } catch (error) {
      if (error instanceof MessageRefused) return this.withoutRefused(events, error);
      throw error;
    }
  }

  /** A message no broker takes sets its stream aside from that event on; the rest is said. */
  private async withoutRefused(events: readonly FedEvent[], error: MessageRefused): Promise<Handled> {
    const { stream } = error;
    const position = events.find(({ event }) => event.recorded.stream === stream)!.event.recorded.position;
    const others = await this.handle(events.filter(({ event }) => event.recorded.stream !== stream));
    return { ...others, failures: [...others.failures, { stream, position, error, attempts: 1 }] };
  }

  /** Says again what was said of a stream, from one of its events on: an inbox that set it aside takes it up there. */
  resend(stream: string, fromRevision: number): Promise<void> {
    return this.follower.between(async () => {
      const events = await this.feed.stream(stream, 0, this.follower.position);
      const { messages, failures } = this.speak(events.filter(({ event }) => event.recorded.version >= fromRevision));
      await this.send(messages);
      if (failures[0]) throw failures[0].error;
    });
  }

  private async send(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await this.transport.send(this.feed.shard, messages);
    for (const message of messages) this.sent.add(message);
  }

  /**
   * A topic on which nothing was ever said, of a context that has spoken: it was lost, and made anew. Then all is to be
   * said again, from the first event on; the checkpoint goes back before anything is sent, so that a process that dies
   * meanwhile leaves no half. Before the follower starts.
   * @returns whether it was so.
   */
  async beginsAgain(): Promise<boolean> {
    const { shard } = this.feed;
    const before = (await this.models.checkpoints(shard)).find(({ name }) => name === this.name);
    if (!before || before.position === 0 || !(await this.transport.blank?.(shard))) return false;
    const said = await this.saidUpTo(before.position).next();
    if (said.done) return false;
    await this.models.flush(shard, await this.models.claim(shard, this.name), 0, []);
    return true;
  }

  /** When the oldest event was recorded that was not looked at yet; undefined when there is none. */
  async oldestUnsent(): Promise<Instant | undefined> {
    const [first] = await this.feed.after(this.follower.position);
    return first?.event.recorded.recordedAt;
  }

  /** All that was ever said up to a position, in batches: for a listener that is new. */
  async *saidUpTo(end: Position): AsyncGenerator<readonly Message[]> {
    for (let position = 0; position < end;) {
      const events = await this.feed.after(position);
      if (events.length === 0) return;
      const { messages } = this.speak(events.filter(({ event }) => event.recorded.position <= end));
      if (messages.length > 0) yield messages;
      position = events.at(-1)!.event.recorded.position;
    }
  }

  private speak(events: readonly FedEvent[]): {
    readonly messages: readonly Message[];
    readonly failures: readonly Failure[];
  } {
    const [messages, failures]: [Message[], Map<string, Failure>] = [[], new Map()];
    for (const fed of events) {
      const { stream, position } = fed.event.recorded;
      if (failures.size > 0 && failures.has(stream)) continue;
      try {
        messages.push(...messagesOf(this.publications, fed));
      } catch (error) {
        failures.set(stream, { stream, position, error, attempts: 1 });
      }
    }
    return { messages, failures: [...failures.values()] };
  }
}
