import { addDays } from '#kernel';
import { type Rule, stop } from './rule.js';

/**
 * So many days lie between two accepted acts of a person: the day on which they have passed is open. Claims count in the
 * order they were recorded, so that an act of an earlier day that arrives later keeps its distance from the later one too.
 */
export const frequency: Rule = {
  step: 'frequency',
  apply(line, claim) {
    const every = line.benefit?.limits?.everyDays;
    const key = claim.facts.keys.acts[line.asked.act];
    if (every === undefined || every === 0 || key === undefined) return line;
    const window = { key, from: addDays(claim.governs, 1 - every), before: addDays(claim.governs, every) };
    const others = claim.claimedDays(window);
    const near = claim.ownActs.has(key) ? [...others, claim.governs] : others;
    if (near.length === 0) return line;
    // Refused for as long as that act stands: it is looked at again when the act is reversed.
    return stop(line, claim, 'frequency', 'SVC-005', { limit: every, evidence: near, need: { ...window, met: true } });
  },
};
