import { eligibilityCodes } from '../../household/cover.state.js';
import { pass, type Rule, stop } from './rule.js';

/** The person is covered on the governing day. In the days of grace the line waits for renewal or lapse. */
export const eligibility: Rule = {
  step: 'eligibility',
  apply(line, claim) {
    const { eligibility: standing } = claim;
    if (standing.status === 'covered') {
      return pass(line, claim, 'eligibility', { evidence: [standing.span.from, standing.span.to] });
    }
    const status = standing.status === 'grace' ? 'pended' : 'rejected';
    return stop(line, claim, 'eligibility', eligibilityCodes[standing.status], {}, status);
  },
};
