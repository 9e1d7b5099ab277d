import { addMonths, type Day } from '#kernel';
import type { Patient } from '../../household/household.types.js';
import type { ForWhom } from '../../package/package.types.js';
import { type Rule, stop } from './rule.js';

/**
 * Some acts are for women, for children, for one's own children. The first month of an age limit is inside, the month
 * that ends it is outside. Where nobody told age and sex, the line waits until somebody does.
 */
export const who: Rule = {
  step: 'who',
  apply(line, claim) {
    const whom = line.benefit?.who;
    if (!whom) return line;
    if (!claim.patient) return stop(line, claim, 'who', 'CLM-004', {}, 'pended');
    return isFor(whom, claim.patient, claim.governs) ? line : stop(line, claim, 'who', 'SVC-004');
  },
};

export const isFor = ({ sex, fromMonths, belowMonths, relations }: ForWhom, patient: Patient, on: Day): boolean =>
  (sex === undefined || sex === patient.sex) &&
  (relations === undefined || relations.includes(patient.relation)) &&
  (fromMonths === undefined || addMonths(patient.bornOn, fromMonths) <= on) &&
  (belowMonths === undefined || on < addMonths(patient.bornOn, belowMonths));
