import type { Day, Fold } from '#kernel';
import type { FunderEvent } from './funder.events.js';

export type FunderState =
  | { readonly status: 'none' }
  /** `name` is null once its key is gone. */
  | {
      readonly status: 'registered';
      readonly funder: string;
      readonly name: string | null;
      readonly registeredOn: Day;
    };

export const funderStream = (funder: string): string => `subsidies.funder-${funder}`;

export const funderFold: Fold<FunderEvent, FunderState> = {
  initialState: { status: 'none' },
  evolve: (_, { data, sealed }) => ({ status: 'registered', ...data, name: sealed?.name.value ?? null }),
};
