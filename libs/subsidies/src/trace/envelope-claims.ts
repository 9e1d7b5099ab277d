import { type Day, type Minor, sum } from '#kernel';
import type { EnvelopeDraw } from '../envelope/envelope.events.js';
import type { Francs, Purse } from './francs.js';
import type { TracedClaim, TracedPayment } from './trace.types.js';

interface Followed {
  readonly household: string | null;
  readonly claim: string | null;
  amount: Minor;
  settled: Minor;
  readonly payments: TracedPayment[];
  readonly purse: Purse;
}

/**
 * The claims that drew on one envelope, in the order in which they first did: each franc the scheme was paid is one of
 * them. What claims told in sums only is kept together, under no name.
 */
export class EnvelopeClaims {
  private readonly told = new Map<string, Followed>();
  private readonly untold: Followed = nobody();

  constructor(private readonly francs: Francs) {}

  /** @param spent what all claims have of the envelope, this one included */
  drawn(spent: Minor, draw: EnvelopeDraw | undefined): void {
    if (draw) this.of(draw).amount = draw.amount;
    this.untold.amount = spent - sum([...this.told.values()].map(({ amount }) => amount));
  }

  /** The scheme was paid for all of them. */
  paid(reference: string, on: Day): void {
    for (const each of this.all()) this.pay(each, each.amount - each.settled, { because: 'settled', reference, on });
  }

  /**
   * What a claim gives back after the scheme was paid goes to those not paid yet: the scheme has the money already. The
   * rest comes back to the fund.
   */
  settledNow(settled: Minor, on: Day): void {
    for (const each of this.all()) {
      const tooMuch = each.settled - Math.max(0, each.amount);
      if (tooMuch <= 0) continue;
      const from = this.francs.giveBack(tooMuch, each.purse);
      each.settled -= tooMuch;
      each.payments.push({ because: 'given-back', reference: null, on, amount: -tooMuch, from });
    }
    let left = settled - sum(this.all().map(each => each.settled));
    for (const each of this.all()) {
      const amount = Math.min(left, each.amount - each.settled);
      left -= this.pay(each, amount, { because: 'passed-on', reference: null, on });
    }
  }

  traced(): TracedClaim[] {
    return this.all()
      .filter(({ amount, payments }) => amount !== 0 || payments.length > 0)
      .map(({ household, claim, amount, settled, payments }) => {
        return { household, claim, committed: amount - settled, settled, payments };
      });
  }

  private pay(to: Followed, amount: Minor, as: Pick<TracedPayment, 'because' | 'reference' | 'on'>): Minor {
    if (amount <= 0) return 0;
    const from = this.francs.spend(amount, to.purse);
    to.settled += amount;
    to.payments.push({ ...as, amount, from });
    return amount;
  }

  private of({ household, claim }: EnvelopeDraw): Followed {
    const known = this.told.get(claim) ?? { ...nobody(), household, claim };
    this.told.set(claim, known);
    return known;
  }

  private all(): Followed[] {
    return [...this.told.values(), this.untold];
  }
}

const nobody = (): Followed => ({ household: null, claim: null, amount: 0, settled: 0, payments: [], purse: [] });
