import type { Currency, Day, Minor } from '#kernel';
import type { AssignmentCause, MissingCause, OwnPayment, ReturnCause } from './wallet.events.js';

export interface WalletContext {
  readonly scheme: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

/** A line of the operator's statement. @unit `amount`: minor units of `currency` */
export interface Line {
  readonly operatorReference: string;
  readonly amount: Minor;
  readonly currency: Currency;
}

/** A payment of ours that is booked. */
export interface Booked extends OwnPayment {
  readonly operatorReference: string;
  readonly bookedOn: Day;
  /** A statement had it already. */
  readonly isReconciled: boolean;
  /** The operator took it back since: it need not be there. */
  readonly isReversed: boolean;
}

/** `ours`: booked payments that no statement had yet, and those that the lines name. */
export interface CompareStatement {
  readonly type: 'CompareStatement';
  readonly day: Day;
  readonly lines: readonly Line[];
  readonly ours: readonly Booked[];
}

export interface AssignSuspense {
  readonly type: 'AssignSuspense';
  readonly item: string;
  readonly because: AssignmentCause;
  readonly approvedBy: string;
}

export interface ReopenSuspense {
  readonly type: 'ReopenSuspense';
  readonly item: string;
  readonly approvedBy: string;
}

export interface ReturnSuspense {
  readonly type: 'ReturnSuspense';
  readonly item: string;
  readonly because: ReturnCause;
  /** Reference of the payment back. */
  readonly voucher: string;
  readonly returnedOn: Day;
  readonly approvedBy: string;
}

export interface ExplainMissing {
  readonly type: 'ExplainMissing';
  readonly household: string;
  readonly payment: string;
  readonly because: MissingCause;
  readonly approvedBy: string;
}

export type WalletRequest = ReturnSuspense | ExplainMissing;
export type WalletCommand = (CompareStatement | WalletRequest) & WalletContext;
export type Of<Type extends WalletCommand['type']> = Extract<WalletCommand, { type: Type }>;
