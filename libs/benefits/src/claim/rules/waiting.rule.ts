import { addMonths } from '#kernel';
import { type Rule, stop } from './rule.js';

/** Whole calendar months from the person's own first day of cover; care on the day they end is open. */
export const waiting: Rule = {
  step: 'waiting',
  apply(line, claim) {
    const { eligibility, facts, governs } = claim;
    if (eligibility.status !== 'covered' || eligibility.span.waitingWaived || !line.benefit || !facts.package)
      return line;
    const months = facts.package.version.waitingMonths[line.benefit.waiting];
    const opens = addMonths(eligibility.span.waitingFrom, months);
    return governs < opens ? stop(line, claim, 'waiting', 'ELG-006', { evidence: [opens] }) : line;
  },
};
