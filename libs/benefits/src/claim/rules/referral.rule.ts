import { addDays } from '#kernel';
import { pass, type Rule, stop } from './rule.js';

/** Care at some levels needs the referral of another provider, made at most so many days before; an emergency needs none. */
export const referral: Rule = {
  step: 'referral',
  apply(line, claim) {
    const asked = line.benefit?.referral;
    const level = claim.facts.standing.contract?.level;
    if (!asked || !level || !asked.levels.includes(level) || claim.claim.emergency) return line;
    const key = claim.facts.keys.acts[asked.act] ?? '';
    const window = { key, from: addDays(claim.governs, -asked.windowDays), before: addDays(claim.governs, 1) };
    const days = claim.evidenceDays(window);
    const met = days.length > 0;
    const details = { evidence: days, limit: asked.windowDays, need: { ...window, met } };
    return met ? pass(line, claim, 'referral', details) : stop(line, claim, 'referral', 'PRV-004', details, 'pended');
  },
};
