import { limitOn } from '../../household/reconsider.state.js';
import { cutTo, type Rule } from './rule.js';

/** Scheme money per person, period and category of acts, across all claims. */
export const category: Rule = {
  step: 'category',
  apply(line, claim) {
    const { package: governing, keys } = claim.facts;
    if (!line.benefit || line.benefit.prevention) return line;
    // A key is made only for categories that have a ceiling.
    const key = keys.categories[line.benefit.category];
    const ceiling = governing?.version.ceilings.categories[line.benefit.category];
    if (key === undefined || ceiling === undefined) return line;
    const left = ceiling - (claim.used.categories.get(key) ?? 0);
    return cutTo(line, claim, 'category', left, 'AMT-006', limitOn.category(key));
  },
};
