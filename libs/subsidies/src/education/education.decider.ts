import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { EducationCommand } from './education.commands.js';
import type { EducationEvent } from './education.events.js';
import { EducationReason } from './education.reasons.js';
import { educationFold, type EducationState, factOf, noYear, type OpenEducation } from './education.state.js';

type Outcome = Decision<EducationEvent, EducationReason>;
type Of<Type extends EducationCommand['type']> = Extract<EducationCommand, { type: Type }>;

/** Keeps what a family saves for a child's school; a fund adds to it, and pays once the school says the child is there. */
export const educationDecider: Decider<EducationCommand, EducationEvent, EducationState, EducationReason> = {
  ...educationFold,

  decide(command, state) {
    if (command.type === 'OpenEducationAccount') return open(command, state);
    if (state.status === 'none' || state.scheme !== command.scheme)
      return refuse(EducationReason.unknown, { account: command.account }, 'notFound');
    switch (command.type) {
      case 'DepositSavings':
        return deposit(command, state);
      case 'AcceptSchoolProof':
        return acceptProof(command, state);
      case 'PaySchool':
        return paySchool(command, state);
      case 'NoteScholarship':
        return noteScholarship(command, state);
      default:
        return unreachable(command);
    }
  },
};

/** @refuses subsidies.education.already_open for another child, household or fund, or in another scheme */
const open = (command: Of<'OpenEducationAccount'>, state: EducationState): Outcome => {
  const { scheme, account, household, child, fund, currency, openedOn } = command;
  if (state.status === 'open') {
    const same = state.scheme === scheme && state.child === child && state.household === household;
    return same && state.fund === fund && state.currency === currency
      ? nothingToDo
      : refuse(EducationReason.alreadyOpen, { account });
  }
  const data = { scheme, account, household, child, fund, currency, openedOn };
  return accept({ type: 'subsidies.EducationAccountOpened', version: 1, effectiveAt: openedOn, data });
};

/**
 * Books what the family paid in; the fund is asked to match it by what follows.
 *
 * @unit    `amount`: minor units, above zero.
 * @refuses subsidies.education.deposit_used  for another deposit
 */
const deposit = (command: Of<'DepositSavings'>, { deposits, fund, currency }: OpenEducation): Outcome => {
  const { scheme, account, reference, schoolYear, amount, depositedOn } = command;
  const known = deposits[reference];
  if (known !== undefined)
    return known === factOf(command, depositedOn) ? nothingToDo : refuse(EducationReason.depositUsed, { reference });
  const data = { scheme, account, reference, schoolYear, amount, fund, currency, depositedOn };
  return accept({ type: 'subsidies.SavingsDeposited', version: 1, effectiveAt: depositedOn, data });
};

/** @refuses subsidies.education.proved_already by another paper */
const acceptProof = (command: Of<'AcceptSchoolProof'>, { years }: OpenEducation): Outcome => {
  const { scheme, account, schoolYear, proof, provedOn } = command;
  const known = years[schoolYear]?.proof ?? null;
  if (known !== null)
    return known === proof ? nothingToDo : refuse(EducationReason.provedAlready, { schoolYear, proof: known });
  const data = { scheme, account, schoolYear, proof, provedOn };
  return accept({ type: 'subsidies.SchoolProofAccepted', version: 1, effectiveAt: provedOn, data });
};

/**
 * Pays the school: what the fund added to the year first, then what the family saved.
 *
 * @refuses subsidies.education.payment_used   for another payment
 * @refuses subsidies.education.proof_missing  nobody confirmed that the child attends
 * @refuses subsidies.education.above_balance  more than was saved and added
 */
const paySchool = (command: Of<'PaySchool'>, { years, saved, payments }: OpenEducation): Outcome => {
  const { scheme, account, reference, schoolYear, amount, paidOn } = command;
  const known = payments[reference];
  if (known !== undefined)
    return known === factOf(command, paidOn) ? nothingToDo : refuse(EducationReason.paymentUsed, { reference });
  const { proof, matched, paid } = years[schoolYear] ?? noYear;
  if (proof === null) return refuse(EducationReason.proofMissing, { schoolYear });
  const fromMatched = Math.min(amount, Math.max(0, matched - paid));
  const fromSaved = amount - fromMatched;
  if (fromSaved > saved) return refuse(EducationReason.aboveBalance, { amount, balance: saved + fromMatched });
  const data = { scheme, account, reference, schoolYear, amount, fromMatched, fromSaved, paidOn };
  return accept({ type: 'subsidies.SchoolPaid', version: 1, effectiveAt: paidOn, data });
};

/** Money that comes after the proof is owed at once. */
const noteScholarship = (command: Of<'NoteScholarship'>, { years }: OpenEducation): Outcome => {
  const { scheme, account, schoolYear, matched, waiting, reason, on } = command;
  const year = years[schoolYear] ?? noYear;
  if (year.matched === matched && year.waiting === waiting && year.reason === reason) return nothingToDo;
  const owed = year.proof !== null && matched > year.matched;
  const data = { scheme, account, schoolYear, matched, waiting, reason, owed };
  return accept({ type: 'subsidies.ScholarshipNoted', version: 1, effectiveAt: on, data });
};
