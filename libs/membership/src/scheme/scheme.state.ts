import type { Currency, Day } from '#kernel';
import type { Standing, StandingSince } from './standing.js';

export interface RegisteredScheme {
  readonly status: Standing;
  readonly scheme: string;
  readonly name: string;
  readonly federation: string;
  readonly currency: Currency;
  readonly timezone: string;
  /** Section → its name. */
  readonly sections: Readonly<Record<string, string>>;
  /** The latest day that was closed; null before the first. */
  readonly closedUpTo: Day | null;
  /** By which decision it stands as it does, in order; absent while nothing but its registration is known. */
  readonly standings?: readonly StandingSince[];
  /** The scheme it became part of. */
  readonly into?: string;
}

export type SchemeState = { readonly status: 'none' } | RegisteredScheme;
