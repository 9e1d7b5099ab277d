import { accept, type Decider, nothingToDo, refuse } from '#kernel';
import type { CoverRulesPublished } from './product.events.js';
import { ProductReason } from './product.reasons.js';
import type { CoverRules, ProductState } from './product.state.js';

export interface PublishCoverRules {
  readonly type: 'PublishCoverRules';
  readonly scheme: string;
  readonly product: string;
  readonly rules: CoverRules;
  /** The adopted decision the rules rest on. */
  readonly decision?: string;
}

export const productDecider: Decider<PublishCoverRules, CoverRulesPublished, ProductState, ProductReason> = {
  initialState: { versions: [] },

  /**
   * @refuses membership.product.version_taken when that version was published with other rules
   * @refuses membership.product.effective_date_taken when another version takes effect on the same day
   */
  decide({ scheme, product, rules, decision }, { versions }) {
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
      data: { scheme, product, rules, ...(decision === undefined ? {} : { decision }) },
    });
  },

  evolve({ versions }, { data: { rules } }) {
    return { versions: [...versions, rules].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)) };
  },
};

const sameRules = (a: CoverRules, b: CoverRules): boolean =>
  (Object.keys(a) as (keyof CoverRules)[]).every(key => a[key] === b[key]);
