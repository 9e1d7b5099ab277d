import { accept, type Accepted, type Currency, nothingToDo, type NothingToDo } from '#kernel';
import { accountFold } from './account.evolve.js';
import type { AccountEvent } from './account.events.js';
import type { AccountState, OpenAccount } from './account.state.js';

/** The events of a decision as they are drawn up: each sees the account as the ones before it leave it. */
export class Draft {
  readonly events: AccountEvent[] = [];

  constructor(private state: AccountState) {}

  add(event: AccountEvent): void {
    this.events.push(event);
    this.state = accountFold.evolve(this.state, event);
  }

  get account(): OpenAccount {
    if (this.state.status === 'none') throw new Error('the first event of an account opens it');
    return this.state;
  }

  /** Known wherever dues were raised. */
  get currency(): Currency {
    if (this.account.currency === null) throw new Error('no dues were raised yet');
    return this.account.currency;
  }

  get conclusion(): Accepted<readonly AccountEvent[]> | NothingToDo {
    return this.events.length === 0 ? nothingToDo : accept(...this.events);
  }
}
