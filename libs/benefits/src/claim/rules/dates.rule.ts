import { type Rule, stop } from './rule.js';

/** A claim's days follow one another: care, discharge, filing; a stay begins before it ends and holds the service day. */
export const dates: Rule = {
  step: 'dates',
  apply(line, claim) {
    const { serviceDate, admittedOn, dischargedOn, receivedOn } = claim.claim;
    const filedBefore = receivedOn < (dischargedOn ?? serviceDate) || receivedOn < serviceDate;
    const strayDischarge = dischargedOn !== null && (admittedOn ?? serviceDate) > dischargedOn;
    const outsideStay =
      admittedOn !== null && (serviceDate < admittedOn || serviceDate > (dischargedOn ?? serviceDate));
    return filedBefore || strayDischarge || outsideStay ? stop(line, claim, 'dates', 'CLM-003') : line;
  },
};
