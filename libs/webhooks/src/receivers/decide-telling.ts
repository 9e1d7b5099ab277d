import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, type Metadata, uuid5In } from '#eventstore';
import { dayIn, type Instant } from '#kernel';
import { deliveryDecider } from '../delivery/delivery.decider.js';
import { deliveryStream } from '../delivery/delivery.state.js';
import type { Notice } from '../delivery/delivery.types.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { endpointStream } from '../endpoint/endpoint.state.js';
import { receiversFold, receiversStream } from './receivers.state.js';

/** Something happened that a provider's receivers may have asked to hear of. */
export interface Told {
  readonly scheme: string;
  readonly provider: string;
  /** What must be told in order: `claim-C1`, `remittance-R-05`. */
  readonly about: string;
  /** When it happened, by the clock of whoever says so. */
  readonly recordedAt: Instant;
  readonly notice: Notice;
}

/**
 * The past that comes again, when a consumer is replayed, is told to nobody who came after it; clocks of two machines may
 * differ by so much. @unit milliseconds
 */
export const skew_ms = 5 * 60 * 1_000;

/** Queues it for each receiver of the provider that wants to hear of it. @returns how many */
export class TellReceivers extends Command<number> {
  constructor(
    readonly told: Told,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(TellReceivers)
export class TellReceiversHandler implements ICommandHandler<TellReceivers> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ told, metadata }: TellReceivers): Promise<number> {
    const { scheme, provider } = told;
    const { open } = await this.decisions.latestStateOf('webhooks', receiversStream(scheme, provider), receiversFold);
    let count = 0;
    for (const endpoint of open) if (await this.tell(endpoint, told, metadata)) count += 1;
    return count;
  }

  /** One that is disabled is told when it is resumed. */
  private async tell(
    endpoint: string,
    { scheme, about, recordedAt, notice }: Told,
    metadata: Metadata,
  ): Promise<boolean> {
    const { status, contracts, since } = await this.decisions.latestStateOf(
      'webhooks',
      endpointStream(scheme, endpoint),
      endpointDecider,
    );
    if (status === 'none' || status === 'closed' || !contracts.includes(notice.contract)) return false;
    if (since !== null && Date.parse(recordedAt) < Date.parse(since) - skew_ms) return false;
    const at = metadata.recordedAt;
    const command = { type: 'QueueNotice', endpoint, about, scheme, notice, at, on: dayIn('UTC', at) } as const;
    const stream = deliveryStream(scheme, endpoint, about);
    // One command for each stream it concerns, with an id that follows from the message's.
    const by = { ...metadata, commandId: uuid5In(metadata.commandId)(stream.slice(stream.indexOf('-') + 1)) };
    await this.decisions.decide('webhooks', stream, deliveryDecider, command, by);
    return true;
  }
}
