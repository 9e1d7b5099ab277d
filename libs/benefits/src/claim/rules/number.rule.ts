import { limitOn } from '../../household/reconsider.state.js';
import { type Rule, stop } from './rule.js';

/** So many acts per person and period: the act that would exceed the number is refused. 0 refuses the first. */
export const number: Rule = {
  step: 'number',
  apply(line, claim) {
    const { number: limit, quantity = line.counted } = line.benefit?.limits ?? {};
    const key = claim.facts.keys.acts[line.asked.act];
    if (limit === undefined || key === undefined) return line;
    const left = Math.max(0, limit - (claim.used.acts.get(key) ?? 0));
    if (Math.min(line.counted, quantity) <= left) return line;
    return stop(line, claim, 'number', 'SVC-006', { limit: left, limitedBy: limitOn.acts(key) });
  },
};
