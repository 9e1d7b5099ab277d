import { type Minor, sum } from '#kernel';
import type { EnvelopeEvent } from '../envelope/envelope.events.js';
import type { Francs, Purse } from './francs.js';
import type { TracedEnvelope, TracedPayment } from './trace.types.js';

interface Followed {
  granted: Minor;
  spent: Minor;
  settled: Minor;
  readonly payments: TracedPayment[];
  readonly purse: Purse;
}

/** Follows the francs set aside for acts, scheme by scheme: paid out by a transfer, given back by a claim undone. */
export class EnvelopePurses {
  private readonly schemes = new Map<string, Followed>();

  constructor(private readonly francs: Francs) {}

  follow(event: EnvelopeEvent): void {
    const envelope = this.of(event.data.scheme);
    if (event.type === 'subsidies.EnvelopeSettled') {
      const { reference, settledOn: on, settled } = event.data;
      const amount = settled - envelope.settled;
      const from = this.francs.spend(amount, envelope.purse);
      envelope.payments.push({ because: 'settled', reference, on, amount, from });
    }
    if (event.type === 'subsidies.EnvelopeUsed' && event.data.settled < envelope.settled) {
      const amount = envelope.settled - event.data.settled;
      const from = this.francs.giveBack(amount, envelope.purse);
      envelope.payments.push({ because: 'given-back', reference: null, on: event.data.usedOn, amount: -amount, from });
    }
    const { granted, spent, settled } = { ...envelope, ...event.data };
    Object.assign(envelope, { granted, spent, settled });
  }

  told(): TracedEnvelope[] {
    return [...this.schemes]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([scheme, { granted, spent, settled, payments }]) => ({
        ...{ scheme, reserved: Math.max(0, granted - spent), committed: spent - settled },
        ...{ settled: sum(payments.map(({ amount }) => amount)), payments },
      }));
  }

  private of(scheme: string): Followed {
    const known = this.schemes.get(scheme) ?? { granted: 0, spent: 0, settled: 0, payments: [], purse: [] };
    this.schemes.set(scheme, known);
    return known;
  }
}
