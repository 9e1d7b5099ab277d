import { daysBetween } from '#kernel';
import type { SubmittedClaim } from '../claim.types.js';
import { pass, type Rule, stop } from './rule.js';

/**
 * Claims are filed within so many days of service, or of discharge for a stay; the last day is inside. One that corrects
 * a claim filed in time may come later: within so many days of the decision it answers, where the package says so.
 */
export const filing: Rule = {
  step: 'filing',
  apply(line, claim) {
    const { filingDays: limit, resubmissionDays } = claim.facts.package?.version ?? {};
    if (limit === undefined) return line;
    const { serviceDate, dischargedOn, receivedOn, resubmits } = claim.claim;
    if (daysBetween(dischargedOn ?? serviceDate, receivedOn) <= limit) return line;
    if (resubmits && resubmissionDays !== undefined && answersInTime(resubmits, receivedOn, resubmissionDays))
      return pass(line, claim, 'filing', { limit: resubmissionDays, evidence: [resubmits.claim, resubmits.decidedOn] });
    return stop(line, claim, 'filing', 'CLM-002', { limit });
  },
};

const answersInTime = (
  { decidedOn, filedInTime }: NonNullable<SubmittedClaim['resubmits']>,
  receivedOn: string,
  days: number,
): boolean => filedInTime && daysBetween(decidedOn, receivedOn) <= days;
