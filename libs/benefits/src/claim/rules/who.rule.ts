import { isFor } from '../../household/patient.state.js';
import { type Rule, stop } from './rule.js';

/**
 * Some acts are for women, for children, for one's own children. The first month of an age limit is inside, the month
 * that ends it is outside. Where nobody told age and sex, the line waits until somebody does.
 */
export const who: Rule = {
  step: 'who',
  apply(line, claim) {
    const whom = line.benefit?.who;
    if (!whom) return line;
    if (!claim.patient) return stop(line, claim, 'who', 'CLM-004', {}, 'pended');
    return isFor(whom, claim.patient, claim.governs) ? line : stop(line, claim, 'who', 'SVC-004');
  },
};
