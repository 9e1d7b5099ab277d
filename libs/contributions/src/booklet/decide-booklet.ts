import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, EventLog, everyScheme, type Metadata, ReadModels } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import { ReadYourWrites } from '#platform';
import { receiptTable } from '../projections/receipt.entity.js';
import type { IssueBooklet, ReturnBooklet } from './booklet.commands.js';
import { bookletDecider } from './booklet.decider.js';
import { bookletFold, bookletStream, numbersOf } from './booklet.state.js';

type Asked = Omit<IssueBooklet, 'scheme' | 'recordedOn'> | Omit<ReturnBooklet, 'scheme' | 'recordedOn' | 'used'>;

/** `new DecideBooklet({ type: 'IssueBooklet', booklet: 'C-1', from: '000101', to: '000150', … }, by)` */
export class DecideBooklet extends Command<Decided> {
  constructor(
    readonly request: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideBooklet)
export class DecideBookletHandler implements ICommandHandler<DecideBooklet> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
  ) {}

  async execute({ request, metadata }: DecideBooklet): Promise<Decided> {
    const { scheme, recordedAt } = metadata;
    const recordedOn: Day = dayIn('UTC', recordedAt);
    const command =
      request.type === 'IssueBooklet'
        ? { ...request, scheme, recordedOn }
        : { ...request, scheme, recordedOn, used: await this.usedOf(scheme, request.booklet) };
    return this.decisions.decide('contributions', bookletStream(scheme), bookletDecider, command, metadata, {
      answer: ({ self }) => ({ body: self.booklets.find(one => one.booklet === request.booklet) ?? null }),
    });
  }

  /** Its numbers that are entered, by everything recorded before the booklet came back. */
  private async usedOf(scheme: string, booklet: string): Promise<readonly string[]> {
    await this.reached.waitFor(
      'contributions',
      await this.log.head('contributions'),
      AbortSignal.timeout(this.reached.patience_ms),
    );
    const { booklets } = await this.decisions.stateOf('contributions', bookletStream(scheme), bookletFold);
    const known = booklets.find(one => one.booklet === booklet);
    if (!known) return [];
    const where = { scheme, receipt: { in: numbersOf(known) } };
    return (await this.models.find(everyScheme, receiptTable, { where })).map(({ receipt }) => receipt);
  }
}
