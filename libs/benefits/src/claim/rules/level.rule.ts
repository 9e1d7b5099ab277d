import { type Rule, stop } from './rule.js';

/** Some acts are for some levels of facility only; an emergency at a provider without contract has no level. */
export const level: Rule = {
  step: 'level',
  apply(line, claim) {
    const levels = line.benefit?.levels;
    const contract = claim.facts.standing.contract;
    if (!levels || !contract || levels.includes(contract.level)) return line;
    return stop(line, claim, 'level', 'PRV-003');
  },
};
