import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, EventLog, everyScheme, type Metadata, ReadModels } from '#eventstore';
import { ReadYourWrites } from '#platform';
import { settlementIn } from '../../clearing/clearing.state.js';
import { SettlementDesk } from '../../clearing/decide-settlement.js';
import { type PaymentRow, paymentTable } from '../../projections/payment.entity.js';
import { PaymentDesk } from './decide-from-answer.js';

/** `new HearPayment(reference, by)`: something happened to it, says its operator. */
export class HearPayment extends Command<Decided> {
  constructor(
    readonly reference: string,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** What a callback says is never believed: it is a reason to read the status. */
@CommandHandler(HearPayment)
export class HearPaymentHandler implements ICommandHandler<HearPayment> {
  constructor(
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
    private readonly desk: PaymentDesk,
    private readonly settlements: SettlementDesk,
  ) {}

  async execute({ reference, metadata }: HearPayment): Promise<Decided> {
    const unchanged: Decided = { status: 'unchanged', position: 0, answer: { status: 'heard' } };
    // An operator may call before its own answer is here: what was asked is stored by then, and must be found.
    await this.reached.waitFor(
      'contributions',
      await this.log.head('contributions'),
      AbortSignal.timeout(this.reached.patience_ms),
    );
    const [row] = await this.models.find(everyScheme, paymentTable, { where: { reference }, limit: 1 });
    if (!row) return unchanged;
    const by = { ...metadata, scheme: row.scheme };
    const decided = await this.look(row, by);
    return decided ? { ...decided, answer: { status: 'heard' } } : unchanged;
  }

  private async look(row: PaymentRow, by: Metadata): Promise<Decided | null> {
    const settlement = settlementIn(row);
    if (settlement) return this.settlements.look(settlement.clearing, settlement.payment, by);
    const known = await this.desk.find(row.household, row.payment, by);
    return known ? this.desk.look(row.household, known, by) : null;
  }
}
