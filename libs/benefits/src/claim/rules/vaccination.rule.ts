import { addDays, addMonths, type Day } from '#kernel';
import type { VaccinationCalendar } from '../../package/package.types.js';
import { holdsDiagnosis } from '../diagnoses.js';
import { type ClaimInProgress, type LineInProgress, pass, type Rule, stop } from './rule.js';

/**
 * A disease that vaccination prevents is not paid for a child who lacks a dose that was due more than the tolerance
 * before the care. Doses not yet due are not asked for; other diseases of the same child are paid. A dose counts from
 * the day it was given, whenever it was told.
 */
export const vaccination: Rule = {
  step: 'vaccination',
  apply(line, claim) {
    const calendar = claim.facts.package?.version.vaccination;
    const disease = calendar?.diseases.find(({ diagnosis }) => holdsDiagnosis(diagnosis, claim.diagnosis));
    if (!calendar || !disease || line.benefit?.prevention) return line;
    const bornOn = claim.patient?.bornOn ?? claim.bornOn;
    if (bornOn === undefined) return stop(line, claim, 'vaccination', 'CLM-004', {}, 'pended');
    if (claim.governs >= addMonths(bornOn, calendar.belowMonths)) return line;
    return dueDoses(calendar, disease.doses, bornOn, claim.governs).reduce(
      (current, dose) => (current.status === 'approved' ? checkDose(current, claim, calendar, dose) : current),
      line,
    );
  },
};

const dueDoses = (
  { doses, toleranceDays }: VaccinationCalendar,
  asked: readonly string[],
  bornOn: Day,
  on: Day,
): string[] =>
  doses
    .filter(({ dose, dueMonths }) => asked.includes(dose) && addDays(addMonths(bornOn, dueMonths), toleranceDays) < on)
    .map(({ dose }) => dose);

const checkDose = (
  line: LineInProgress,
  claim: ClaimInProgress,
  { belowMonths, toleranceDays }: VaccinationCalendar,
  dose: string,
): LineInProgress => {
  // Not from the birth: what a booking needs stands in the clear.
  const window = {
    key: claim.facts.keys.acts[dose] ?? '',
    from: addMonths(claim.governs, -belowMonths),
    before: addDays(claim.governs, 1),
  };
  const days = claim.evidenceDays(window);
  const met = days.length > 0;
  const details = { evidence: met ? days : [dose], limit: toleranceDays, need: { ...window, met } };
  return met ? pass(line, claim, 'vaccination', details) : stop(line, claim, 'vaccination', 'CND-002', details);
};
