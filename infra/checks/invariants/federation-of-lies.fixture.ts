import { v5 as uuidv5 } from 'uuid';
import { Answers, type EventLog, type Projection, Rebuild, type Shard, type StoredEvent } from '#eventstore';
import type { DomainEvent } from '#kernel';
import { memoryStores, type Stores } from '#platform';
import { benefitsProjections } from './benefits-story.fixture.js';
import { type Acknowledged, checkInvariants, type Report } from '../invariants.js';

const namespace = 'b7a7a3c4-5d5e-4a69-9f6c-0d9d8a6a2f10';

/** Logs that a test writes by hand, without any decider to keep it honest, and what the checker says of them. */
export class FederationOfLies {
  readonly stores: Stores = memoryStores([]);
  private commands = 0;
  private readonly projections: readonly Projection[] = benefitsProjections;
  private misread: ((event: StoredEvent) => readonly StoredEvent[]) | undefined;

  /** One command's events, by stream. */
  async write(
    shard: Shard,
    streams: Readonly<Record<string, readonly DomainEvent[]>>,
    {
      commandId = this.nextCommand(),
      answer,
      actor = 'test',
    }: { commandId?: string; answer?: unknown; actor?: string } = {},
  ): Promise<void> {
    const { log, codec, keys } = this.stores;
    const all = Object.values(streams).flat();
    const ids = all.map((_, index) => uuidv5(String(index), commandId));
    const encoded = [...(await codec.encode(shard, all, ids))];
    const appends = Object.entries(streams).map(([stream, events]) => ({
      stream: `${shard}.${stream}`,
      expected: 'any' as const,
      events: encoded.splice(0, events.length),
    }));
    await log.append({
      shard,
      streams: appends,
      metadata: {
        commandId,
        scheme: 'A',
        actor: { id: actor, role: 'system' },
        correlation: commandId,
        recordedAt: '2025-03-01T08:00:00.000Z',
      },
      answer: answer === undefined ? null : await new Answers(keys).keep(shard, commandId, { body: answer }),
    });
  }

  /** Puts rows in the read models as the projections would. */
  async project(): Promise<void> {
    const { log, codec, models } = this.stores;
    await new Rebuild(log, events => codec.open(events[0]!.shard, events), models).rebuild(this.projections);
  }

  /** From now on the log reads each event as something else. */
  misreads(as: (event: StoredEvent) => readonly StoredEvent[]): void {
    this.misread = as;
  }

  async check(acknowledged: readonly Acknowledged[] = []): Promise<Report> {
    const { misread, stores } = this;
    return checkInvariants({
      stores: misread ? { ...stores, log: misreading(stores.log, misread) } : stores,
      contexts: [
        { shard: 'benefits', projections: this.projections },
        { shard: 'subsidies', projections: [] },
        { shard: 'webhooks', projections: [] },
      ],
      acknowledged,
    });
  }

  private nextCommand(): string {
    return uuidv5(String((this.commands += 1)), namespace);
  }
}

const misreading = (log: EventLog, as: (event: StoredEvent) => readonly StoredEvent[]): EventLog =>
  new Proxy(log, {
    get(target, property) {
      if (property === 'scan') {
        return async function* (...of: Parameters<EventLog['scan']>) {
          for await (const events of target.scan(...of)) yield events.flatMap(as);
        };
      }
      const member = Reflect.get(target, property) as unknown;
      return typeof member === 'function' ? (member as (...of: unknown[]) => unknown).bind(target) : member;
    },
  });
