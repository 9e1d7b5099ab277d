import { Injectable } from '@nestjs/common';
import { Decisions, everyScheme, type Metadata, ReadModels } from '#eventstore';
import { addDays, type Day, daysBetween } from '#kernel';
import { Operators } from '#platform';
import { contextOf } from '../decide-account.js';
import { paymentTable } from '../../projections/payment.entity.js';
import { settlementIn } from '../../clearing/clearing.state.js';
import { SettlementDesk } from '../../clearing/decide-settlement.js';
import { Statements } from '../wallet/decide-statement.js';
import { walletFold, walletStream } from '../wallet/wallet.state.js';
import { PaymentDesk, stepOf } from './decide-from-answer.js';
import { paymentDecider } from './payment.decider.js';
import { paymentsStream } from './payment.state.js';

/** Days whose statements are caught up with at once, after an operator could not be reached. */
const most_days = 7;

/** What the end of a day brings for payments: each that is open is asked about, and the operator's statement compared. */
@Injectable()
export class PaymentDay {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly operators: Operators,
    private readonly desk: PaymentDesk,
    private readonly statements: Statements,
    private readonly settlements: SettlementDesk,
  ) {}

  /** The read model knows all that was recorded before. */
  async close(scheme: string, day: Day, metadata: Metadata): Promise<void> {
    if ((await this.models.count(everyScheme, paymentTable, { scheme })) === 0) return;
    const by = { ...metadata, scheme };
    const open = await this.models.find(everyScheme, paymentTable, {
      where: { scheme, status: { in: ['requested', 'pending', 'unknown'] } },
      orderBy: ['household', 'payment'],
    });
    for (const row of open) {
      const settlement = settlementIn(row);
      // Between schemes nothing is given up by a clock: it is read again.
      if (settlement)
        await this.settlements.look(settlement.clearing, settlement.payment, stepOf(by)(`settlement|${row.reference}`));
      else await this.closeOne(row.household, row.payment, day, by);
    }
    if (this.operators.of(scheme)) await this.compare(scheme, day, by);
  }

  private async closeOne(household: string, payment: string, day: Day, by: Metadata): Promise<void> {
    const known = await this.desk.find(household, payment, by);
    if (known) await this.desk.look(household, known, by);
    const { scheme, recordedOn, actor } = await contextOf(this.decisions, household, by);
    const command = { type: 'ClosePaymentsDay' as const, day, scheme, household, recordedOn, actor };
    const name = stepOf(by)(`close|${household}|${payment}`);
    await this.decisions.decide('contributions', paymentsStream(household), paymentDecider, command, name);
  }

  /** Days without a statement are compared when it can be had: the next close comes back to them. */
  private async compare(scheme: string, day: Day, by: Metadata): Promise<void> {
    const { comparedUpTo } = await this.decisions.latestStateOf('contributions', walletStream(scheme), walletFold);
    const due = comparedUpTo === null ? 1 : Math.min(most_days, daysBetween(comparedUpTo, day));
    for (let back = due - 1; back >= 0; back -= 1) {
      const of = addDays(day, -back);
      if (!(await this.statements.compareIfHad(scheme, of, stepOf(by)(`compare|${of}`)))) return;
    }
  }
}
