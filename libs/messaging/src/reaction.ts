import type { DomainEvent } from '#kernel';
import type { Metadata, RecordedEvent, Shard } from '#eventstore';
import type { Message } from './message.js';

/**
 * What a policy or an inbox wants done. `key` tells this request from others made for the same event; with the id of
 * that event it becomes the command id, so a request is carried out once however often it is made.
 */
export interface Request {
  readonly key: string;
  /** The Nest command to execute, given the metadata the runner made for it. */
  readonly command: (metadata: Metadata) => object;
}

export const request = (key: string, command: Request['command']): Request => ({ key, command });

/** Own event → requests. Stateless: what it needs is in the event. */
export interface Policy<Event extends DomainEvent = DomainEvent> {
  /** Name of its checkpoint: `benefits.readjudicate.v1`. */
  readonly name: string;
  readonly shard: Shard;
  readonly on: {
    readonly [Type in Event['type']]?: (event: RecordedEvent<Extract<Event, { type: Type }>>) => readonly Request[];
  };
}

/** Foreign contract → requests in our own words: the only place where another context's contracts are read. */
export interface Inbox<Incoming extends Message = Message> {
  /** Name of its consumer group: `benefits.from_membership.v1`. */
  readonly name: string;
  readonly shard: Shard;
  readonly topic: Shard;
  readonly on: {
    readonly [Type in Incoming['type']]?: (message: Extract<Incoming, { type: Type }>) => readonly Request[];
  };
}

/** Own event → messages for others. */
export interface Publication<Event extends DomainEvent = DomainEvent, Outgoing extends Message = Message> {
  readonly shard: Shard;
  readonly on: {
    readonly [Type in Event['type']]?: (event: RecordedEvent<Extract<Event, { type: Type }>>) => ReadonlyArray<
      {
        [M in Outgoing as M['type']]: {
          readonly type: M['type'];
          readonly data: M['data'];
          /** Scheme the message is about, when it is not the event's: a fund serves households of several schemes. */
          readonly scheme?: string;
        };
      }[Outgoing['type']]
    >;
  };
}

export const anyPolicy = <Event extends DomainEvent>(policy: Policy<Event>): Policy => policy as unknown as Policy;
export const anyInbox = <Incoming extends Message>(inbox: Inbox<Incoming>): Inbox => inbox as unknown as Inbox;
export const anyPublication = <Event extends DomainEvent, Outgoing extends Message>(
  publication: Publication<Event, Outgoing>,
): Publication => publication as unknown as Publication;
