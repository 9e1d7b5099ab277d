import { type Day, type Fold, unreachable } from '#kernel';
import type { Identity, Relation } from '../household.types.js';
import type { TransferEvent } from './transfer.events.js';

/** What somebody takes along. `cover` null: nothing was paid for the day of the move. */
export interface CarriedPerson {
  readonly person: string;
  readonly relation: Relation;
  readonly cover: {
    readonly to: Day;
    readonly waitingFrom: Day;
    readonly waitingWaived: boolean;
    /** Whole months of contribution from the day of the move to the end of cover. */
    readonly months: number;
  } | null;
}

export interface OpenedTransfer {
  readonly status: 'open' | 'received';
  readonly transfer: string;
  readonly fromScheme: string;
  readonly fromHousehold: string;
  readonly toScheme: string;
  /** First day in the new household. */
  readonly on: Day;
  readonly persons: readonly CarriedPerson[];
  /** Absent for those whose key is destroyed. */
  readonly identities: Readonly<Record<string, Identity>>;
  readonly toHousehold: string | null;
}

export type TransferState = { readonly status: 'none' } | OpenedTransfer;

export const transferFold: Fold<TransferEvent, TransferState> = {
  initialState: { status: 'none' },
  evolve(transfer, event) {
    switch (event.type) {
      case 'membership.TransferOpened': {
        const names = Object.entries(event.sealed ?? {}).flatMap(([person, { value }]) =>
          value === undefined ? [] : [[person, value] as const],
        );
        return { status: 'open', ...event.data, identities: Object.fromEntries(names), toHousehold: null };
      }
      case 'membership.TransferReceived':
        return transfer.status === 'none'
          ? transfer
          : { ...transfer, status: 'received', toHousehold: event.data.toHousehold };
      default:
        return unreachable(event);
    }
  },
};

export const transferStream = (transfer: string): string => `membership.transfer-${transfer}`;
