import { addDays, unreachable } from '#kernel';
import type { AntenatalCondition, Condition } from '../../package/package.types.js';
import { type ClaimInProgress, type LineInProgress, pass, type Rule, stop } from './rule.js';

/** What must be true before the line is paid, condition by condition. */
export const conditions: Rule = {
  step: 'conditions',
  apply(line, claim) {
    let current = line;
    for (const condition of line.benefit?.conditions ?? []) {
      current = check(current, claim, condition);
      if (current.status !== 'approved') return current;
    }
    return current;
  },
};

const check = (line: LineInProgress, claim: ClaimInProgress, condition: Condition): LineInProgress => {
  switch (condition.kind) {
    case 'antenatal':
      return antenatal(line, claim, condition);
    default:
      return unreachable(condition.kind);
  }
};

/** Distinct days strictly before the care; the first day of the window is inside. */
const antenatal = (line: LineInProgress, claim: ClaimInProgress, condition: AntenatalCondition): LineInProgress => {
  const key = claim.facts.keys.acts[condition.act] ?? '';
  const window = { key, from: addDays(claim.governs, -condition.windowDays), before: claim.governs };
  const days = claim.evidenceDays(window);
  const met = days.length >= condition.minimum;
  const details = { evidence: days, limit: condition.minimum, need: { ...window, met } };
  return met ? pass(line, claim, 'conditions', details) : stop(line, claim, 'conditions', 'CND-001', details);
};
