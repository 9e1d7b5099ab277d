import { type Day, daysBetween, refuse, type Refusal } from '#kernel';
import { type CoverRules, rulesOn } from '../product/product.state.js';
import type { HouseholdContext } from './household.commands.js';
import { HouseholdReason } from './household.reasons.js';

type Paper = Pick<HouseholdContext, 'recordedOn' | 'actor'> & { readonly approvedBy?: string };

/**
 * A form bears a date: not after today, and not so long ago that one person alone may enter it.
 *
 * @refuses membership.household.dated_in_future
 * @refuses membership.household.backdated_too_far unless another person than the actor approved it
 */
export const refusedDate = (
  date: Day,
  { recordedOn, actor, approvedBy }: Paper,
  rules: CoverRules,
): Refusal<HouseholdReason> | null => {
  if (date > recordedOn) return refuse(HouseholdReason.datedInFuture, { date, today: recordedOn }, 'unprocessable');
  const late_days = daysBetween(date, recordedOn);
  const approved = approvedBy !== undefined && approvedBy !== actor;
  if (late_days <= rules.backdatingDays || approved) return null;
  return refuse(
    HouseholdReason.backdatedTooFar,
    { date, late_days, limit_days: rules.backdatingDays },
    'unprocessable',
  );
};

/** @refuses membership.household.no_rules_in_force when the product has no cover rules for that day */
export const rulesInForce = ({ rules }: HouseholdContext, on: Day): CoverRules | Refusal<HouseholdReason> =>
  rulesOn(rules, on) ?? refuse(HouseholdReason.noRulesInForce, { on }, 'unprocessable');

export const isRefusal = <Other extends object>(
  value: Other | Refusal<HouseholdReason>,
): value is Refusal<HouseholdReason> => 'outcome' in value && value.outcome === 'refused';
