import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, everyScheme, type Metadata, ReadModels, uuid5In } from '#eventstore';
import type { Day } from '#kernel';
import { noScheme } from '../ledger/postings.js';
import { fundTable } from '../projections/fund.entity.js';
import { fundDecider } from './fund.decider.js';
import { fundStream } from './fund.state.js';

/** `new DecideReminders('2025-07-01', by)`: that day began; what is due soon, or late, is recalled. */
export class DecideReminders extends Command<void> {
  constructor(
    readonly on: Day,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** A fund opened this moment may be passed over: what it would have recalled is recalled the next day. */
@CommandHandler(DecideReminders)
export class DecideRemindersHandler implements ICommandHandler<DecideReminders> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ on, metadata }: DecideReminders): Promise<void> {
    const funds = await this.models.find(everyScheme, fundTable, { orderBy: ['fund'] });
    const idOf = uuid5In(metadata.commandId);
    for (const { fund, contracts } of funds) {
      if (!contracts.some(({ duties = [] }) => duties.length > 0)) continue;
      // A contract is the federation's, whichever scheme's day was closed.
      const own = { ...metadata, scheme: noScheme, commandId: idOf(fund) };
      const command = { type: 'RemindDuties', fund, on } as const;
      await this.decisions.decide('subsidies', fundStream(fund), fundDecider, command, own);
    }
  }
}
