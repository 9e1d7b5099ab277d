import { holdsDiagnosis } from '../diagnoses.js';
import { type Rule, stop } from './rule.js';

/** The claim names a diagnosis where the line asks for one, and none that the package excludes. Prevention asks for none. */
export const diagnosis: Rule = {
  step: 'diagnosis',
  apply(line, claim) {
    const { benefit } = line;
    const excluded = claim.facts.package?.version.exclusions ?? [];
    if (!benefit || benefit.prevention) return line;
    if (claim.diagnosis === null) {
      return benefit.diagnosis ? stop(line, claim, 'diagnosis', 'CLM-004', {}, 'pended') : line;
    }
    return excluded.some(code => holdsDiagnosis(code, claim.diagnosis))
      ? stop(line, claim, 'diagnosis', 'CND-005')
      : line;
  },
};
