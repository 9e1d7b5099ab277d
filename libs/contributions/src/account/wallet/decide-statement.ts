import { Injectable } from '@nestjs/common';
import { CommandRefused, type Decided, Decisions, EventLog, everyScheme, type Metadata, ReadModels } from '#eventstore';
import { type Day, dayIn, refuse } from '#kernel';
import { Operators, ReadYourWrites, type StatementLine } from '#platform';
import { settlementIn } from '../../clearing/clearing.state.js';
import { SettlementDesk } from '../../clearing/decide-settlement.js';
import { PaymentDesk, stepOf } from '../payment/decide-from-answer.js';
import { paymentTable } from '../../projections/payment.entity.js';
import type { Booked } from './wallet.commands.js';
import { walletDecider } from './wallet.decider.js';
import { WalletReason } from './wallet.reasons.js';
import { walletStream } from './wallet.state.js';
import { viewOfWallet } from './wallet.view.js';

/** Holds an operator's statement against the books. Days are the operator's: by UTC. */
@Injectable()
export class Statements {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly log: EventLog,
    private readonly reached: ReadYourWrites,
    private readonly operators: Operators,
    private readonly desk: PaymentDesk,
    private readonly settlements: SettlementDesk,
  ) {}

  /** @returns whether the operator gave its statement */
  async compareIfHad(scheme: string, day: Day, metadata: Metadata): Promise<boolean> {
    const lines = await this.ask(scheme, day, metadata);
    if (!lines || day >= dayIn('UTC', metadata.recordedAt)) return false;
    await this.compare(scheme, day, lines, metadata);
    return true;
  }

  /**
   * What the statement says of payments nobody had heard of is booked first, by their reference or control number.
   * @throws CommandRefused contributions.statement.unavailable, .day_not_over, .line_twice
   */
  async compare(
    scheme: string,
    day: Day,
    given: readonly StatementLine[] | undefined,
    metadata: Metadata,
  ): Promise<Decided> {
    const recordedOn = dayIn('UTC', metadata.recordedAt);
    if (day >= recordedOn)
      throw new CommandRefused(refuse(WalletReason.dayNotOver, { day, today: recordedOn }, 'unprocessable'));
    const lines = given ?? (await this.ask(scheme, day, metadata));
    if (!lines) throw new CommandRefused(refuse(WalletReason.unavailable, { day }));
    const references = lines.map(({ operatorReference }) => operatorReference);
    if (new Set(references).size < references.length)
      throw new CommandRefused(refuse(WalletReason.lineTwice, { day }, 'unprocessable'));
    for (const line of lines) await this.bookIfOurs(scheme, day, line, metadata);
    const ours = await this.ours(scheme, day, references);
    const { actor } = metadata;
    const command = { type: 'CompareStatement' as const, scheme, day, lines, ours, recordedOn, actor: actor.id };
    return this.decisions.decide('contributions', walletStream(scheme), walletDecider, command, metadata, {
      answer: ({ self }) => ({ body: viewOfWallet(self) }),
    });
  }

  private async ask(scheme: string, day: Day, { recordedAt }: Metadata): Promise<readonly StatementLine[] | null> {
    const operator = this.operators.of(scheme);
    if (!operator) return null;
    return operator.statement(day, recordedAt).catch(() => null);
  }

  private async bookIfOurs(scheme: string, day: Day, line: StatementLine, metadata: Metadata): Promise<void> {
    const { reference, operatorReference, amount, currency } = line;
    if (reference === null) return;
    const rows = await this.models.find(everyScheme, paymentTable, { where: { scheme, reference } });
    const named = rows.length > 0 ? rows : await this.byControl(scheme, reference);
    const [row] = named;
    const settlement = row && settlementIn(row);
    if (settlement) {
      const by = stepOf(metadata)(`settlement|${row.reference}`);
      await this.settlements.look(settlement.clearing, settlement.payment, by);
      return;
    }
    const known = row && (await this.desk.find(row.household, row.payment, { ...metadata, scheme }));
    if (!row || !known || known.status === 'succeeded' || known.status === 'reversed') return;
    const held = { operatorReference, amount, currency, paidOn: day };
    await this.desk.book(row.household, known, held, { ...metadata, scheme });
  }

  private byControl(scheme: string, control: string) {
    return this.models.find(everyScheme, paymentTable, { where: { scheme, control } });
  }

  /** Those the lines name, and those no statement had yet: by everything booked so far. */
  private async ours(scheme: string, day: Day, references: readonly string[]): Promise<readonly Booked[]> {
    await this.reached.waitFor(
      'contributions',
      await this.log.head('contributions'),
      AbortSignal.timeout(this.reached.patience_ms),
    );
    const named = await this.models.find(everyScheme, paymentTable, {
      where: { scheme, operatorReference: { in: references } },
    });
    const waiting = await this.models.find(everyScheme, paymentTable, {
      where: { scheme, status: 'succeeded', reconciledOn: null, bookedOn: { atMost: day } },
    });
    const rows = [...named, ...waiting.filter(row => !references.includes(row.operatorReference ?? ''))];
    return rows.flatMap(({ household, payment, amount, currency, operatorReference, ...row }) =>
      operatorReference === null || row.bookedOn === null
        ? []
        : [
            {
              ...{ household, payment, amount: row.bookedAmount ?? amount, currency, operatorReference },
              ...{ bookedOn: row.bookedOn, isReconciled: row.reconciledOn !== null },
              isReversed: row.status === 'reversed',
            },
          ],
    );
  }
}
