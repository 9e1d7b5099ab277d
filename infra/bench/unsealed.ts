import {
  type Answer,
  type DecideOptions,
  EventCodec,
  type EventToAppend,
  LogDecisions,
  type Metadata,
  type RecordedEvent,
  type Shard,
  type StoredEvent,
} from '#eventstore';
import type { Decider, DomainEvent, JointDecider, JointStreams, SealedFields, StatesByStream } from '#kernel';
import type { ContextParts, Stores } from '#platform';

/**
 * What sealing costs is known by leaving it out, and only here: what is sealed otherwise is stored readable. A
 * federation has no setting for it; a benchmark writes into a folder that it removes.
 */
export const unsealed = (stores: Stores, contexts: readonly ContextParts[]): Stores => {
  const upcasters = Object.assign({}, ...contexts.map(context => context.upcasters)) as ContextParts['upcasters'];
  const codec = new UnsealedCodec(stores.keys, upcasters);
  return { ...stores, codec, decisions: new UnsealedDecisions(stores.log, codec, stores.keys, stores.opaque) };
};

/** Begins what stands where an envelope stands otherwise. */
const mark = Buffer.from('{"unsealed":');

/** Opens both what it wrote and what was sealed before it came. */
export class UnsealedCodec extends EventCodec {
  override async encode(
    shard: Shard,
    events: readonly DomainEvent[],
    eventIds: readonly string[],
  ): Promise<EventToAppend[]> {
    const clear = await super.encode(
      shard,
      events.map(({ sealed: _, ...event }) => event),
      eventIds,
    );
    return clear.map((event, index) => {
      const { sealed } = events[index]!;
      return sealed ? { ...event, sealed: Buffer.from(`${mark.toString()}${JSON.stringify(sealed)}}`) } : event;
    });
  }

  override async open<Event extends DomainEvent = DomainEvent>(
    shard: Shard,
    stored: readonly StoredEvent[],
  ): Promise<RecordedEvent<Event>[]> {
    const others = await super.open<Event>(
      shard,
      stored.filter(({ sealed }) => !isUnsealed(sealed)),
    );
    let next = 0;
    return stored.map(event =>
      isUnsealed(event.sealed) ? { ...this.readClear<Event>(event), sealed: read(event.sealed) } : others[next++]!,
    );
  }
}

const isUnsealed = (bytes: Uint8Array | null): bytes is Uint8Array =>
  bytes !== null && mark.equals(bytes.subarray(0, mark.length));

const read = (bytes: Uint8Array): SealedFields =>
  (JSON.parse(Buffer.from(bytes).toString('utf8')) as { unsealed: SealedFields }).unsealed;

/** Keeps answers readable too. */
class UnsealedDecisions extends LogDecisions {
  override decide<Command, Event extends DomainEvent, State>(
    shard: Shard,
    stream: string,
    decider: Decider<Command, Event, State>,
    command: Command,
    metadata: Metadata,
    options: DecideOptions<{ self: State }> = {},
  ) {
    return super.decide(shard, stream, decider, command, metadata, readable(options));
  }

  override decideJointly<Command, Streams extends JointStreams>(
    shard: Shard,
    streams: { readonly [Name in keyof Streams]: string },
    decider: JointDecider<Command, Streams>,
    command: Command,
    metadata: Metadata,
    options: DecideOptions<StatesByStream<Streams>> = {},
  ) {
    return super.decideJointly(shard, streams, decider, command, metadata, readable(options));
  }
}

const readable = <States>(options: DecideOptions<States>): DecideOptions<States> => {
  const { answer } = options;
  return answer ? { ...options, answer: (after): Answer => ({ body: answer(after).body }) } : options;
};
