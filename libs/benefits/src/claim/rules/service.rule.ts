import { isKnownAct, unitPriceOn } from '../prices.js';
import { offers } from './programme.rule.js';
import { pass, type Rule, stop } from './rule.js';

/** The act is known, has a price on the day, and is in the benefit package, or a programme that is not exhausted pays it. */
export const service: Rule = {
  step: 'service',
  apply(line, claim) {
    const { facts, governs } = claim;
    const priced = unitPriceOn(facts, line.asked, governs) !== null;
    if (line.benefit) return priced ? line : stop(line, claim, 'service', 'SVC-002');
    const offered = priced ? offers(line, claim, 'act') : [];
    if (offered.some(({ left }) => left > 0)) return pass(line, claim, 'service');
    const reasons = [...new Set([...line.reasons, ...offered.flatMap(({ why }) => why ?? [])])];
    const known = priced || isKnownAct(facts, line.asked.act);
    return stop({ ...line, reasons }, claim, 'service', known ? 'SVC-003' : 'SVC-001');
  },
};
