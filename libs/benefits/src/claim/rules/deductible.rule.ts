import { type Rule, take } from './rule.js';

/** One amount per person and period, used up line after line; prevention costs the member nothing. */
export const deductible: Rule = {
  step: 'deductible',
  apply(line, claim) {
    const whole = claim.facts.package?.version.deductible ?? 0;
    if (whole === 0 || line.benefit?.prevention) return line;
    const left = Math.max(0, whole - claim.used.deducted);
    return take(line, claim, 'deductible', 'deducted', Math.min(left, line.scheme), 'AMT-007', { limit: left });
  },
};
