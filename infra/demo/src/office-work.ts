import type { DemoStep, OperationName, Operations } from './operations.js';
import { type DemoScheme, fund } from './schemes.js';
import type { Setting } from './setting.js';

const beforeOpening = 450;
const accounting = 1_200;
const closing = 1_410;
const remittanceDay = '05';
const nothingDue = ['benefits.remittance.nothing_due'];
const nothingCommitted = ['subsidies.settlement.nothing_committed'];

/** What the offices do whoever joins: money of the funder, remittances to providers, the close of each day. */
export class OfficeWork {
  /** Providers that sent a claim since their last remittance. */
  private readonly owed = new Set<string>();

  constructor(
    private readonly schemes: readonly DemoScheme[],
    private readonly setting: Setting,
    private readonly closesDaily: boolean,
  ) {}

  watch({ operation, input }: DemoStep): void {
    if (operation === 'SubmitClaim') this.owed.add(input.provider);
  }

  *morning(day: number): Iterable<DemoStep> {
    const { calendar, fund: forecast } = this.setting;
    const on = calendar.day(day);
    for (const { day: arrives, amount } of forecast.fundings) {
      if (arrives !== day) continue;
      const reference = `VIR-${on}`;
      yield this.step(day, beforeOpening, 'RecordFunding', { fund, reference, amount, receivedOn: on });
    }
  }

  *evening(day: number): Iterable<DemoStep> {
    const { calendar } = this.setting;
    const on = calendar.day(day);
    if (on.endsWith(`-${remittanceDay}`)) yield* this.remittances(day);
    if (calendar.isLastOfMonth(day) && calendar.monthOf(day) % 3 === 0) {
      yield this.step(
        day,
        accounting,
        'SettleFund',
        { fund, reference: `REGL-${on}`, settledOn: on },
        nothingCommitted,
      );
    }
    if (!this.closesDaily && !calendar.isLastOfMonth(day)) return;
    for (const { scheme } of this.schemes) yield this.step(day, closing, 'CloseDay', { scheme, day: on });
  }

  /** Each provider is paid on the fifth what was decided by the end of the month before. */
  private *remittances(day: number): Iterable<DemoStep> {
    const { calendar } = this.setting;
    const upTo = calendar.day(day - Number(remittanceDay));
    for (const { scheme, providers } of this.schemes) {
      for (const { provider } of providers) {
        if (!this.owed.delete(provider)) continue;
        const remittance = `BORD-${provider}-${upTo.slice(0, 7)}`;
        yield this.step(day, accounting, 'IssueRemittance', { scheme, provider, remittance, upTo }, nothingDue);
      }
    }
  }

  private step<Name extends OperationName>(
    day: number,
    at: number,
    operation: Name,
    input: Operations[Name],
    accepts?: readonly string[],
  ): DemoStep {
    const step = { on: this.setting.calendar.day(day), at, operation, input, ...(accepts && { accepts }) };
    // The operation and its input were checked against each other by the parameters.
    return step as unknown as DemoStep;
  }
}
