import { accept, addDays, type Decision, refuse, type Refusal } from '#kernel';
import { cutAfter } from './cover.js';
import type { HouseholdContext, Of } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { HouseholdReason } from './household.reasons.js';
import { awaitedTerm, type EnrolledHousehold, lastNumber, lastStarted, memberOf } from './household.state.js';
import { refusedDate } from './paper-dates.js';

type Outcome = Decision<HouseholdEvent, HouseholdReason>;
type Approved = Pick<HouseholdContext, 'actor'> & { readonly approvedBy?: string };

/** @refuses membership.household.approval_required unless another person than the actor approved */
const approverOf = ({ actor, approvedBy }: Approved): string | Refusal<HouseholdReason> =>
  approvedBy === undefined || approvedBy === actor
    ? refuse(HouseholdReason.approvalRequired, undefined, 'unprocessable')
    : approvedBy;

/**
 * Waiting served in a cover elsewhere counts here, when that cover ended at most a grace period before this one began
 * (the last day of it inside). Only ever to the member's good.
 *
 * @refuses membership.household.person_unknown, membership.household.not_covered
 * @refuses membership.household.waiting_not_earlier, membership.household.cover_elsewhere_too_old
 * @refuses membership.household.approval_required
 */
export const creditWaiting = (command: Of<'CreditWaiting'>, household: EnrolledHousehold): Outcome => {
  const { person, waitingFrom, coveredUntil, decision } = command;
  const member = memberOf(household, person);
  if (!member) return refuse(HouseholdReason.personUnknown, { person }, 'notFound');
  const span = member.cover.spans.at(-1);
  const rules = lastStarted(household)?.rules;
  if (!span || !rules) return refuse(HouseholdReason.notCovered, { person });
  if (waitingFrom >= span.waitingFrom)
    return refuse(HouseholdReason.waitingNotEarlier, { waitingFrom: span.waitingFrom }, 'unprocessable');
  const oldest = addDays(span.waitingFrom, -1 - rules.graceDays);
  if (coveredUntil < oldest || coveredUntil < waitingFrom)
    return refuse(HouseholdReason.coverElsewhereTooOld, { coveredUntil, oldest }, 'unprocessable');
  const approvedBy = approverOf(command);
  if (typeof approvedBy !== 'string') return approvedBy;
  const spans = member.cover.spans.map(other =>
    other.waitingFrom === span.waitingFrom ? { ...other, waitingFrom } : other,
  );
  return accept({
    type: 'membership.WaitingCredited',
    version: 1,
    effectiveAt: span.from,
    data: {
      household: household.household,
      product: household.product,
      term: lastStarted(household)?.term ?? lastNumber(household),
      ...{ person, waitingFrom, coveredUntil, decision, approvedBy },
      persons: [{ ...member.cover, spans }],
    },
  });
};

/**
 * A household is struck off by a decision of the scheme, which a second person stands by. The day named is the last one
 * covered. Its id is not used again.
 *
 * @refuses membership.household.approval_required
 * @refuses membership.household.dated_in_future, membership.household.backdated_too_far
 */
export const strikeOff = (command: Of<'StrikeOff'>, household: EnrolledHousehold): Outcome => {
  const { on, decision, because } = command;
  const approvedBy = approverOf(command);
  if (typeof approvedBy !== 'string') return approvedBy;
  const rules = (lastStarted(household) ?? household.terms.at(-1))?.rules;
  const refused = rules && refusedDate(on, command, rules);
  if (refused) return refused;
  return accept({
    type: 'membership.HouseholdStruckOff',
    version: 1,
    effectiveAt: on,
    data: {
      household: household.household,
      product: household.product,
      term: lastStarted(household)?.term ?? lastNumber(household),
      ...{ on, decision, because, approvedBy },
      awaited: awaitedTerm(household)?.term ?? null,
      persons: household.members.map(({ cover }) => cutAfter(cover, on, 'struckOff')),
    },
  });
};
