import { addDays } from '#kernel';
import type { ClaimInProgress } from './rules/rule.js';

const none: readonly string[] = [];

/** Acts the package's advice proposes: said with the decision, and never part of it. */
export const adviceFor = (claim: ClaimInProgress): readonly string[] => {
  const { advice } = claim.facts.package?.version ?? {};
  if (!advice) return none;
  const proposed = advice.filter(({ on, propose, withinDays }) => {
    if (!claim.actsClaimed.has(on) || claim.actsClaimed.has(propose)) return false;
    const key = claim.facts.keys.acts[propose] ?? '';
    const window = { key, from: addDays(claim.governs, -withinDays), before: addDays(claim.governs, 1) };
    return claim.evidenceDays(window).length === 0;
  });
  return [...new Set(proposed.map(({ propose }) => propose))];
};
