import { limitOn } from '../../household/reconsider.state.js';
import { type Rule, stop } from './rule.js';

/** One provider, one beneficiary, one day, one act (or medicine): claimed once. The trace names the earlier claim. */
export const duplicate: Rule = {
  step: 'duplicate',
  apply(line, claim) {
    const key = claim.facts.keys.business[line.index];
    const holder = key === undefined ? undefined : claim.holderOf(key);
    if (key === undefined || holder === undefined) return line;
    return stop(line, claim, 'duplicate', 'CLM-001', { evidence: [holder], limitedBy: limitOn.business(key) });
  },
};
