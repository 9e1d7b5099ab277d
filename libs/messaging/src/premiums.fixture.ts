import { randomUUID } from 'node:crypto';
import { type DomainEvent, VirtualClock } from '#kernel';
import {
  type EventLog,
  MemoryEventLog,
  MemoryReadModels,
  type Metadata,
  type ReadModels,
  type RecordedEvent,
  type Shard,
  type StoredEvent,
} from '#eventstore';
import type { Message } from './message.js';
import { anyInbox, anyPolicy, anyPublication, request } from './reaction.js';

/** For specs: contributions says what was paid, benefits notes it, and thanks for it. */
export type PremiumPaid = DomainEvent<'contributions.PremiumPaid', 1, { readonly amount: number }>;
export type PaidMessage = Message<'contributions.premium-paid.v1', { readonly amount: number }>;
type PremiumNoted = DomainEvent<'benefits.PremiumNoted', 1, { readonly household: string; readonly amount: number }>;

export const publication = anyPublication<PremiumPaid, PaidMessage>({
  shard: 'contributions',
  on: {
    'contributions.PremiumPaid': ({ data: { amount } }) => {
      if (amount < 0) throw new Error('nobody speaks of debts');
      return [{ type: 'contributions.premium-paid.v1', data: { amount } }];
    },
  },
});

/** What the command bus gets here. */
export interface Note {
  readonly type: 'PremiumNoted' | 'Thanked';
  readonly stream: string;
  readonly amount: number;
  readonly metadata: Metadata;
}

export const inbox = anyInbox<PaidMessage>({
  name: 'benefits.from_contributions.v1',
  shard: 'benefits',
  topic: 'contributions',
  on: {
    'contributions.premium-paid.v1': ({ stream, data: { amount } }) => [
      request('note', (metadata): Note => ({ type: 'PremiumNoted', stream: `benefits.${stream}`, amount, metadata })),
    ],
  },
});

export const policy = anyPolicy<PremiumNoted>({
  name: 'benefits.thank.v1',
  shard: 'benefits',
  on: {
    'benefits.PremiumNoted': ({ recorded: { stream }, data: { amount } }) => [
      request('thank', (metadata): Note => ({ type: 'Thanked', stream, amount, metadata })),
    ],
  },
});

export const openPlain = async (events: readonly StoredEvent[]): Promise<readonly RecordedEvent[]> =>
  events.map(stored => ({
    type: stored.type,
    version: stored.schemaVersion,
    effectiveAt: stored.effectiveAt,
    data: JSON.parse(Buffer.from(stored.clear).toString('utf8')) as unknown,
    recorded: stored,
  }));

const append = async (
  log: EventLog,
  shard: Shard,
  stream: string,
  type: string,
  data: object,
  metadata: Metadata,
): Promise<void> => {
  const clear = Buffer.from(JSON.stringify(data));
  const event = {
    eventId: randomUUID(),
    type: `${shard}.${type}`,
    schemaVersion: 1,
    effectiveAt: '2026-03-01',
    clear,
    sealed: null,
  };
  await log.append({ shard, metadata, streams: [{ stream, expected: 'any', events: [event] }] });
};

/** Two contexts, in memory unless said, and a command bus that stores what it is told. */
export class Federation {
  constructor(
    readonly log: EventLog = new MemoryEventLog(),
    readonly models: ReadModels = new MemoryReadModels(),
  ) {}
  readonly clock = new VirtualClock('2026-03-01T10:00:00.000Z');
  /** Every command that came, repeated ones too. */
  readonly commands: Note[] = [];
  /** May throw instead of what the command would do. */
  intercept: (note: Note) => void | Promise<void> = () => undefined;

  readonly execute = async (command: object): Promise<void> => {
    const note = command as Note;
    this.commands.push(note);
    await this.intercept(note);
    await append(
      this.log,
      'benefits',
      note.stream,
      note.type,
      { household: note.stream, amount: note.amount },
      note.metadata,
    );
  };

  pay(household: string, amount: number): Promise<void> {
    const metadata: Metadata = {
      commandId: randomUUID(),
      scheme: 'kaya',
      actor: { id: 'clerk-1', role: 'scheme-clerk' },
      correlation: randomUUID(),
      recordedAt: this.clock.now(),
    };
    return append(this.log, 'contributions', `contributions.account-${household}`, 'PremiumPaid', { amount }, metadata);
  }

  /** Amounts that benefits noted (or gave thanks for), household by household, in their order. */
  async noted(type: Note['type'] = 'PremiumNoted'): Promise<Record<string, number[]>> {
    const amounts: Record<string, number[]> = {};
    for (const { type: stored, stream, clear } of await this.log.readAll('benefits', { limit: 10_000 })) {
      if (stored !== `benefits.${type}`) continue;
      const { amount } = JSON.parse(Buffer.from(clear).toString('utf8')) as { amount: number };
      (amounts[stream.split('-')[1]!] ??= []).push(amount);
    }
    return amounts;
  }
}

export const hasty = { pollMs: 20, patience: { attempts: 3, firstPauseMs: 1, longestPauseMs: 4 } };
