import type { Currency, Day, Minor } from '#kernel';

/** What the edge adds: whose till it is, which day it is there, and who asks. */
export interface TillContext {
  readonly scheme: string;
  readonly till: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

/** @unit amounts: minor units of `currency`. */
export type TillRequest =
  | {
      readonly type: 'OpenTill';
      readonly kind: 'desk' | 'collector';
      readonly holder: string;
      readonly currency: Currency;
      /** Most cash that may lie there; null: no limit. */
      readonly maximum: Minor | null;
      /** Cash it starts with: what the last session left, or a float from the bank. */
      readonly float: Minor;
      readonly openedOn: Day;
      readonly timezone: string;
    }
  | { readonly type: 'DepositCash'; readonly slip: string; readonly amount: Minor; readonly depositedOn: Day }
  | { readonly type: 'CountTill'; readonly counted: Minor; readonly countedOn: Day }
  | { readonly type: 'CloseTill'; readonly closedOn: Day; readonly approvedBy: string };

export type TillCommand = TillRequest & TillContext;
export type Of<Type extends TillRequest['type']> = Extract<TillRequest, { type: Type }> & TillContext;
