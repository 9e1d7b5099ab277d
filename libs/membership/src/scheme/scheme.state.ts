import type { Currency, Day } from '#kernel';

export interface RegisteredScheme {
  readonly status: 'registered';
  readonly scheme: string;
  readonly name: string;
  readonly federation: string;
  readonly currency: Currency;
  readonly timezone: string;
  /** Section → its name. */
  readonly sections: Readonly<Record<string, string>>;
  /** The latest day that was closed; null before the first. */
  readonly closedUpTo: Day | null;
}

export type SchemeState = { readonly status: 'none' } | RegisteredScheme;
