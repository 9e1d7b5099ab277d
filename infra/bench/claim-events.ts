import { randomUUID } from 'node:crypto';
import { type Append, type EventCodec, eventIdsOf } from '#eventstore';
import { type DomainEvent, seal } from '#kernel';

/** Commands as a provider's claims make them: new streams, ids derived from the command, about 350 bytes of clear part. */
export class ClaimCommands {
  private readonly people = Array.from({ length: 1_000 }, () => randomUUID());
  private made = 0;

  constructor(
    private readonly codec: EventCodec,
    private readonly sealed: boolean,
  ) {}

  /** The next command, with the events of one claim, encoded as `Decisions` encodes them. */
  async next(events: number): Promise<Append> {
    const [commandId, claim] = [randomUUID(), randomUUID()];
    const decided = Array.from({ length: events }, (_, index) => this.event(claim, index));
    return {
      shard: 'benefits',
      streams: [
        {
          stream: `benefits.claim-${claim}`,
          expected: 0,
          events: await this.codec.encode('benefits', decided, eventIdsOf(commandId, events)),
        },
      ],
      metadata: {
        commandId,
        scheme: 'zabre',
        actor: { id: 'endpoint-7', role: 'provider' },
        correlation: commandId,
        recordedAt: new Date().toISOString(),
        fingerprint: 'f'.repeat(64),
      },
      answer: null,
    };
  }

  private event(claim: string, index: number): DomainEvent {
    const person = this.people[this.made++ % this.people.length]!;
    return {
      type: types[index % types.length]!,
      version: 1,
      effectiveAt: '2025-03-01',
      data: {
        claim,
        household: '5f0c1b5e-6c6f-5f52-9a53-7b0b6f1f8b11',
        beneficiary: person,
        provider: 'csps-zabre-1',
        serviceDate: '2025-03-01',
        level: 1,
        lines: [
          { line: 1, key: 'k3J9sQ2mXw8ZpL4v', quantity: 1, unitPrice: 6_000 },
          { line: 2, key: 'Qm7RtY1nBv5KcD0x', quantity: 2, unitPrice: 1_250 },
        ],
        billed: 8_500,
        currency: 'XOF',
      },
      ...(this.sealed ? { sealed: { acts: seal(person, 'medical', ['CONS', 'PALU-SIMPLE']) } } : {}),
    };
  }
}

const types = ['benefits.ClaimReceived', 'benefits.LinesPriced', 'benefits.ClaimAdjudicated', 'benefits.UsageCounted'];
