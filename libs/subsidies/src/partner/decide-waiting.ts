import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, EventLog, everyScheme, type Metadata, ReadModels, uuid5In } from '#eventstore';
import type { Day } from '#kernel';
import { ReadYourWrites } from '#platform';
import { referralTable } from '../projections/referral.entity.js';
import { partnerDecider } from './partner.decider.js';
import { partnerStream } from './partner.state.js';

/** `new DecideWaiting('2025-07-01', by)`: that day began; whoever waits for a quota that begins with it is sent. */
export class DecideWaiting extends Command<void> {
  constructor(
    readonly on: Day,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** Each partner has a command id of its own, made of this one's: what broke off in the middle is finished the next time. */
@CommandHandler(DecideWaiting)
export class DecideWaitingHandler implements ICommandHandler<DecideWaiting> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
  ) {}

  async execute({ on, metadata }: DecideWaiting): Promise<void> {
    // Who waits is looked up in a read model: it must know all that was recorded before.
    const patience = AbortSignal.timeout(this.reached.patience_ms);
    await this.reached.waitFor('subsidies', await this.log.head('subsidies'), patience);
    const waiting = await this.models.find(everyScheme, referralTable, { where: { status: 'waiting' } });
    const idOf = uuid5In(metadata.commandId);
    for (const partner of [...new Set(waiting.map(row => row.partner))].sort()) {
      const own = { ...metadata, commandId: idOf(partner) };
      const command = { type: 'IssueWaitingReferrals', partner, on } as const;
      await this.decisions.decide('subsidies', partnerStream(partner), partnerDecider, command, own);
    }
  }
}
