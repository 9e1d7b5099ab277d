import { type Fold, unreachable } from '#kernel';
import type { StockEvent } from './in-kind.events.js';

/** What a place holds, and the papers it was entered by. */
export interface StockState {
  readonly items: Readonly<Record<string, number>>;
  readonly references: Readonly<Record<string, string>>;
}

export const stockFold: Fold<StockEvent, StockState> = {
  initialState: { items: {}, references: {} },
  evolve({ items, references }, event) {
    const { item, left } = event.data;
    const now = { ...items, [item]: left };
    switch (event.type) {
      case 'benefits.StockReceived':
        return { items: now, references: { ...references, [event.data.reference]: paperOf(event.data) } };
      case 'benefits.StockHandedOver':
        return { items: now, references };
      default:
        return unreachable(event);
    }
  },
};

/** What a delivery note says, as one text. */
export const paperOf = ({ item, quantity }: { readonly item: string; readonly quantity: number }): string =>
  `${item} × ${quantity}`;

export const stockStream = (scheme: string, place: string): string => `benefits.stock-${scheme}.${place}`;
