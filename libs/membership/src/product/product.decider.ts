import { accept, type Decider, type DomainEvent, nothingToDo, refuse } from '#kernel';
import type { CoverRules, ProductState } from './product.state.js';

export interface PublishCoverRules {
  readonly type: 'PublishCoverRules';
  readonly scheme: string;
  readonly product: string;
  readonly rules: CoverRules;
}

/** A version of a product's cover rules was published; it never changes again. */
export type CoverRulesPublished = DomainEvent<
  'membership.CoverRulesPublished',
  1,
  { scheme: string; product: string; rules: CoverRules }
>;

/** Why a publication is turned away, by precedence. A code may be added, never renamed or reused. */
export const ProductReason = {
  versionTaken: 'membership.product.version_taken',
  effectiveDateTaken: 'membership.product.effective_date_taken',
} as const;
export type ProductReason = (typeof ProductReason)[keyof typeof ProductReason];

export const productDecider: Decider<PublishCoverRules, CoverRulesPublished, ProductState, ProductReason> = {
  initialState: { versions: [] },

  /**
   * @refuses membership.product.version_taken when that version was published with other rules
   * @refuses membership.product.effective_date_taken when another version takes effect on the same day
   */
  decide({ scheme, product, rules }, { versions }) {
    const published = versions.find(({ version }) => version === rules.version);
    if (published)
      return sameRules(published, rules) ? nothingToDo : refuse(ProductReason.versionTaken, { version: rules.version });
    const rival = versions.find(({ effectiveFrom }) => effectiveFrom === rules.effectiveFrom);
    if (rival)
      return refuse(ProductReason.effectiveDateTaken, { effectiveFrom: rules.effectiveFrom, version: rival.version });
    return accept({
      type: 'membership.CoverRulesPublished',
      version: 1,
      effectiveAt: rules.effectiveFrom,
      data: { scheme, product, rules },
    });
  },

  evolve({ versions }, { data: { rules } }) {
    return { versions: [...versions, rules].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)) };
  },
};

const sameRules = (a: CoverRules, b: CoverRules): boolean =>
  (Object.keys(a) as (keyof CoverRules)[]).every(key => a[key] === b[key]);
