import type { Currency } from '#kernel';
import type { Funding } from './programme-offers.js';
import type { PublishedPackage } from '../package/package.state.js';
import type { ContractStanding } from '../provider/provider.state.js';
import type { TariffState } from '../tariff/tariff.state.js';

/** Opaque names of a claim's acts, categories and lines: computed with a secret before the decision. */
export interface LineKeys {
  /** By act: those of the claim, and those its conditions, referrals, calendar and advice ask for. */
  readonly acts: Readonly<Record<string, string>>;
  readonly categories: Readonly<Record<string, string>>;
  /** Counts the person's episodes; absent where the package has no limit on them. */
  readonly episode?: string;
  /** By line: provider, beneficiary, day, act and medicine. */
  readonly business: readonly string[];
}

/** What a decision needs besides the claim and the household: looked up on the governing day. */
export interface AdjudicationFacts {
  readonly package: PublishedPackage | null;
  readonly standing: ContractStanding;
  /** The provider's own tariff first, then the package's: the first that has a price decides. */
  readonly tariffs: readonly TariffState[];
  /** Of the package, else of the tariff, else the federation's. */
  readonly currency: Currency;
  readonly keys: LineKeys;
  /** Absent where no envelope of the scheme has a say. */
  readonly funding?: Funding;
}
