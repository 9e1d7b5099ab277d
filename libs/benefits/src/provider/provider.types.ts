import type { Day, Minor } from '#kernel';
import type { QualityClause } from './complaint/complaint.types.js';

/** What a provider is paid for each registered person and month, and for which acts. */
export interface Capitation {
  readonly acts: readonly string[];
  /** @unit minor units of the scheme's currency */
  readonly perPerson: Minor;
}

/** What one scheme agreed with a provider. */
export interface ProviderContract {
  readonly sector: 'public' | 'faithBased' | 'private';
  /** Level of the facility (`CSPS`, `HD`, `pharmacy`): some acts are for some levels only. */
  readonly level: string;
  /** A tariff agreed with this provider; null: the package's own. */
  readonly tariff: string | null;
  /** Acts paid for by the head and month, whoever comes; absent: every act by its invoice. */
  readonly capitation?: Capitation;
  /** What founded complaints lead to; absent: nothing by itself. */
  readonly quality?: QualityClause;
  readonly from: Day;
  /** Last day, inside; null: until further notice. */
  readonly to: Day | null;
}
