import { accept, type Day, type Decider, nothingToDo, refuse } from '#kernel';
import type { StockEvent } from './in-kind.events.js';
import { InKindReason } from './in-kind.reasons.js';
import { paperOf, stockFold, type StockState } from './stock.state.js';

export interface ReceiveStock {
  readonly type: 'ReceiveStock';
  readonly scheme: string;
  readonly place: string;
  readonly item: string;
  readonly quantity: number;
  readonly reference: string;
  readonly receivedOn: Day;
}

/**
 * A delivery is entered once; a count that finds less is entered below zero, never below what is there.
 *
 * @refuses benefits.in_kind.reference_used the note was entered for another item or quantity
 * @refuses benefits.in_kind.out_of_stock   more would be taken out than there is
 */
export const receiveStockDecider: Decider<ReceiveStock, StockEvent, StockState, InKindReason> = {
  ...stockFold,

  decide({ scheme, place, item, quantity, reference, receivedOn }, { items, references }) {
    const known = Object.hasOwn(references, reference) ? references[reference] : undefined;
    if (known !== undefined)
      return known === paperOf({ item, quantity }) ? nothingToDo : refuse(InKindReason.referenceUsed, { reference });
    const left = (items[item] ?? 0) + quantity;
    if (left < 0) return refuse(InKindReason.outOfStock, { left: items[item] ?? 0 });
    const data = { scheme, place, item, quantity, left, reference, receivedOn };
    return accept({ type: 'benefits.StockReceived', version: 1, effectiveAt: receivedOn, data });
  },
};
