import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, EventLog, everyScheme, type Metadata, ReadModels, uuid5In } from '#eventstore';
import type { Day } from '#kernel';
import { ReadYourWrites } from '#platform';
import { PaymentDay } from './payment/decide-payments-day.js';
import { accountTable } from '../projections/account.entity.js';
import { accountDecider } from './account.decider.js';
import { accountStream } from './account.state.js';
import { contextOf } from './decide-account.js';

/** Accounts decided side by side: the log writes them together. */
const sideBySide = 32;

/** `new CloseContributionDay('A', '2025-07-01', by)`: membership closed the day for the scheme. */
export class CloseContributionDay extends Command<void> {
  constructor(
    readonly scheme: string,
    readonly day: Day,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/**
 * Every account with a balance due by that day is told. Each has a command id of its own made of this one's, so a
 * close that broke off in the middle is finished when it comes again.
 */
@CommandHandler(CloseContributionDay)
export class CloseContributionDayHandler implements ICommandHandler<CloseContributionDay> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
    private readonly payments: PaymentDay,
  ) {}

  async execute({ scheme, day, metadata }: CloseContributionDay): Promise<void> {
    // Whom the day concerns is looked up in a read model: it must know all that was recorded before.
    await this.reached.waitFor(
      'contributions',
      await this.log.head('contributions'),
      AbortSignal.timeout(this.reached.patience_ms),
    );
    const due = await this.models.find(everyScheme, accountTable, {
      where: { scheme, nextDueOn: { atMost: day } },
      orderBy: ['household'],
    });
    for (let from = 0; from < due.length; from += sideBySide)
      await Promise.all(
        due.slice(from, from + sideBySide).map(({ household }) => this.close(household, day, metadata)),
      );
    await this.payments.close(scheme, day, metadata);
  }

  private async close(household: string, day: Day, metadata: Metadata): Promise<void> {
    const own = { ...metadata, commandId: uuid5In(metadata.commandId)(household) };
    const command = { type: 'CloseAccountDay' as const, day, ...(await contextOf(this.decisions, household, own)) };
    await this.decisions.decide('contributions', accountStream(household), accountDecider, command, own);
  }
}
