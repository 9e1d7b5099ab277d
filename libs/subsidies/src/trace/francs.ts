import type { Day, Minor } from '#kernel';
import type { Source, TracedFunding } from './trace.types.js';

/** Francs of one receipt that left together. `returned`: how many of them came back since. */
interface Spent {
  funding: string | null;
  amount: Minor;
  returned: Minor;
}
interface Lot {
  readonly funding: string;
  readonly receivedOn: Day;
  readonly amount: Minor;
  left: Minor;
}

/** What one household's term was paid, oldest franc first. */
export type Purse = Spent[];

/**
 * Francs as they come and go: the oldest receipt is spent first. What is paid on a promise belongs to the receipt that
 * keeps it; what comes back is spent again before anything younger.
 */
export class Francs {
  private readonly lots: Lot[] = [];
  private readonly onPromise: { readonly purse: Purse; readonly spent: Spent; readonly tell: Source[] }[] = [];

  receive(funding: string, receivedOn: Day, amount: Minor): void {
    this.lots.push({ funding, receivedOn, amount, left: amount });
    this.keepPromises();
  }

  /** @returns where the amount came from, added to the purse; a promise kept later changes what was returned */
  spend(amount: Minor, purse: Purse): Source[] {
    const told: Source[] = [];
    let missing = amount;
    for (const lot of this.lots) {
      const taken = Math.min(missing, lot.left);
      if (taken === 0) continue;
      lot.left -= taken;
      missing -= taken;
      purse.push({ funding: lot.funding, amount: taken, returned: 0 });
      told.push({ funding: lot.funding, amount: taken });
    }
    if (missing === 0) return told;
    const spent: Spent = { funding: null, amount: missing, returned: 0 };
    purse.push(spent);
    told.push({ funding: null, amount: missing });
    this.onPromise.push({ purse, spent, tell: told });
    return told;
  }

  /** The youngest francs of the purse come back first. */
  giveBack(amount: Minor, purse: Purse): Source[] {
    const told: Source[] = [];
    let missing = amount;
    for (const spent of purse.toReversed()) {
      const returned = Math.min(missing, spent.amount - spent.returned);
      if (returned === 0) continue;
      missing -= returned;
      spent.returned += returned;
      const lot = this.lots.find(({ funding }) => funding === spent.funding);
      if (lot) lot.left += returned;
      told.push({ funding: spent.funding, amount: -returned });
    }
    this.keepPromises();
    return told;
  }

  fundings(): TracedFunding[] {
    return this.lots.map(({ left, ...lot }) => ({ ...lot, spent: lot.amount - left }));
  }

  promised(): Minor {
    return this.onPromise.reduce((total, { spent }) => total + spent.amount - spent.returned, 0);
  }

  private keepPromises(): void {
    for (const { purse, spent, tell } of this.onPromise)
      for (const lot of this.lots) {
        const kept = Math.min(lot.left, spent.amount - spent.returned);
        if (kept === 0) continue;
        lot.left -= kept;
        spent.amount -= kept;
        purse.push({ funding: lot.funding, amount: kept, returned: 0 });
        tell.splice(-1, 1, { funding: lot.funding, amount: kept });
        if (spent.amount > 0) tell.push({ funding: null, amount: spent.amount });
      }
  }
}
