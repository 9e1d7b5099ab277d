import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  CommandRefused,
  type Decided,
  Decisions,
  EventLog,
  everyScheme,
  type Metadata,
  ReadModels,
  uuid5In,
} from '#eventstore';
import { type Day, dayIn, refuse } from '#kernel';
import { ReadYourWrites } from '#platform';
import { DecideHousehold, DecideHouseholdHandler } from '../household/decide-household.js';
import { householdTable } from '../projections/household.entity.js';
import { registeredScheme, schemeStream } from './decide-scheme.js';
import { schemeDecider } from './scheme.decider.js';
import { SchemeReason } from './scheme.reasons.js';

/** Households decided side by side: the log writes them together. */
const sideBySide = 32;

/** `new CloseDay('A', '2025-12-31', by)`: time is a command. */
export class CloseDay extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly day: Day,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/**
 * Every household for which the day decides something is told, then the day is closed. Each has a command id of its
 * own made of this one's, so a close that broke off in the middle is finished by asking again.
 */
@CommandHandler(CloseDay)
export class CloseDayHandler implements ICommandHandler<CloseDay> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
    private readonly households: DecideHouseholdHandler,
  ) {}

  async execute({ scheme, day, metadata }: CloseDay): Promise<Decided> {
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const recordedOn = dayIn(timezone, metadata.recordedAt);
    if (day > recordedOn)
      throw new CommandRefused(refuse(SchemeReason.dayNotReached, { day, today: recordedOn }, 'unprocessable'));
    // Whom the day concerns is looked up in a read model: it must know all that was recorded before.
    await this.reached.waitFor(
      'membership',
      await this.log.head('membership'),
      AbortSignal.timeout(this.reached.patience_ms),
    );
    const due = await this.models.find(everyScheme, householdTable, {
      where: { scheme, deadline: { atMost: day } },
      orderBy: ['household'],
    });
    for (let from = 0; from < due.length; from += sideBySide) {
      await Promise.all(
        due.slice(from, from + sideBySide).map(({ household }) => this.close(household, day, metadata)),
      );
    }
    return this.decisions.decide(
      'membership',
      schemeStream(scheme),
      schemeDecider,
      { type: 'CloseDay', day, recordedOn },
      metadata,
      {
        answer: () => ({ body: { scheme, day, households: due.length } }),
      },
    );
  }

  private async close(household: string, day: Day, { fingerprint: _, ...metadata }: Metadata): Promise<void> {
    const own = { ...metadata, commandId: uuid5In(metadata.commandId)(household) };
    try {
      await this.households.execute(new DecideHousehold(household, { type: 'CloseHouseholdDay', day }, own));
    } catch (error) {
      // A household that left meanwhile has nothing more to be decided.
      if (!(error instanceof CommandRefused)) throw error;
    }
  }
}
