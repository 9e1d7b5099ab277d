import type { Day } from '#kernel';

/** What one scheme agreed with a provider. */
export interface ProviderContract {
  readonly sector: 'public' | 'faithBased' | 'private';
  /** Level of the facility (`CSPS`, `HD`, `pharmacy`): some acts are for some levels only. */
  readonly level: string;
  /** A tariff agreed with this provider; null: the package's own. */
  readonly tariff: string | null;
  readonly from: Day;
  /** Last day, inside; null: until further notice. */
  readonly to: Day | null;
}
