import { addDays, type Day, unreachable } from '#kernel';
import type { EvidenceNeed } from '../../household/household.types.js';
import type { BundleCondition, Condition } from '../../package/package.types.js';
import type { AdjudicationCode } from '../adjudication.codes.js';
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
      return earlier(line, claim, { ...condition, acts: [condition.act] }, 'CND-001');
    case 'priorActs':
      return earlier(line, claim, condition, 'CND-004');
    case 'bundle':
      return bundle(line, claim, condition);
    default:
      return unreachable(condition);
  }
};

/** Distinct days strictly before the care; the first day of the window is inside. */
const earlier = (
  line: LineInProgress,
  claim: ClaimInProgress,
  {
    acts,
    minimum,
    windowDays,
  }: { readonly acts: readonly string[]; readonly minimum: number; readonly windowDays: number },
  code: AdjudicationCode,
): LineInProgress => {
  const windows = acts.map(act => ({
    key: claim.facts.keys.acts[act] ?? '',
    from: addDays(claim.governs, -windowDays),
    before: claim.governs,
  }));
  const days = distinct(windows.flatMap(window => claim.evidenceDays(window)));
  const met = days.length >= minimum;
  const details = { evidence: days, limit: minimum, needs: windows.map(window => ({ ...window, met })) };
  return met ? pass(line, claim, 'conditions', details) : stop(line, claim, 'conditions', code, details);
};

/** Every component stands on the claim itself, or was claimed or attested near the care; until then the line waits. */
const bundle = (
  line: LineInProgress,
  claim: ClaimInProgress,
  { components, windowDays }: BundleCondition,
): LineInProgress => {
  const needs: EvidenceNeed[] = [];
  const found: Day[] = [];
  const missing: string[] = [];
  for (const act of components.filter(component => !claim.actsClaimed.has(component))) {
    const window = {
      key: claim.facts.keys.acts[act] ?? '',
      from: addDays(claim.governs, -windowDays),
      before: addDays(claim.governs, windowDays + 1),
    };
    const days = claim.evidenceDays(window);
    needs.push({ ...window, met: days.length > 0 });
    found.push(...days);
    if (days.length === 0) missing.push(act);
  }
  const details = { evidence: missing.length > 0 ? missing : distinct(found), limit: components.length, needs };
  return missing.length === 0
    ? pass(line, claim, 'conditions', details)
    : stop(line, claim, 'conditions', 'CND-003', details, 'pended');
};

const distinct = (days: readonly Day[]): Day[] => [...new Set(days)].sort();
