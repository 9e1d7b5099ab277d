import { accept, type Decider, nothingToDo, refuse } from '#kernel';
import type { PublishPlan } from './plan.commands.js';
import type { PlanPublished } from './plan.events.js';
import { PlanReason } from './plan.reasons.js';
import { type Schedule, scheduleFault } from './schedule.state.js';
import { type Plan, planFold, type PlanState } from './plan.state.js';

export const planDecider: Decider<PublishPlan, PlanPublished, PlanState, PlanReason> = {
  ...planFold,

  /**
   * @refuses contributions.plan.subsidy_above_contribution when a fund would carry more than there is to carry
   * @refuses contributions.plan.balance_due_after_term     when the balance would be due once the term is over
   * @refuses contributions.plan.schedule_and_balance       a schedule says when, or the balance does
   * @refuses contributions.plan.schedule_unfit             not rising to the whole, or due once the term is over
   * @refuses contributions.plan.version_taken              when that version was published with other figures
   * @refuses contributions.plan.effective_date_taken       when another version takes effect on the same day
   * @refuses contributions.plan.currency_changed           a household's account is kept in one currency
   */
  decide({ scheme, product, plan }, { versions }) {
    const { version, effectiveFrom, currency, contributionPerPerson, subsidy, balanceDueMonths, months } = plan;
    if (subsidy && subsidy.perPerson > contributionPerPerson)
      return refuse(
        PlanReason.subsidyAboveContribution,
        { perPerson: subsidy.perPerson, contributionPerPerson },
        'unprocessable',
      );
    if (balanceDueMonths !== null && balanceDueMonths >= months)
      return refuse(PlanReason.balanceDueAfterTerm, { balanceDueMonths, months }, 'unprocessable');
    const { schedule } = plan;
    if (schedule && balanceDueMonths !== null) return refuse(PlanReason.scheduleAndBalance, {}, 'unprocessable');
    const fault = schedule ? scheduleFault(schedule, months) : null;
    if (fault !== null) return refuse(PlanReason.scheduleUnfit, { because: fault, months }, 'unprocessable');
    const published = versions.find(known => known.version === version);
    if (published) return samePlan(published, plan) ? nothingToDo : refuse(PlanReason.versionTaken, { version });
    const rival = versions.find(known => known.effectiveFrom === effectiveFrom);
    if (rival) return refuse(PlanReason.effectiveDateTaken, { effectiveFrom, version: rival.version });
    const first = versions[0];
    if (first && first.currency !== currency)
      return refuse(PlanReason.currencyChanged, { currency, published: first.currency });
    return accept({
      type: 'contributions.PlanPublished',
      version: 1,
      effectiveAt: effectiveFrom,
      data: { scheme, product, plan },
    });
  },
};

const samePlan = ({ subsidy: a, schedule: c, ...one }: Plan, { subsidy: b, schedule: d, ...other }: Plan): boolean =>
  ([...Object.keys(one), ...Object.keys(other)] as (keyof typeof one)[]).every(key => one[key] === other[key]) &&
  a?.fund === b?.fund &&
  a?.perPerson === b?.perPerson &&
  sameSchedule(c, d);

const sameSchedule = (one: Schedule | undefined, other: Schedule | undefined): boolean => {
  if (one?.kind !== other?.kind) return false;
  if (one?.kind === 'monthly' && other?.kind === 'monthly') return one.openingMonths === other.openingMonths;
  if (one?.kind === 'seasonal' && other?.kind === 'seasonal') return one.dueDay === other.dueDay;
  if (one?.kind !== 'instalments' || other?.kind !== 'instalments') return true;
  const [a, b] = [one.parts, other.parts];
  return a.length === b.length && a.every((part, index) => samePart(part, b[index]));
};

type Part = Extract<Schedule, { kind: 'instalments' }>['parts'][number];
const samePart = (one: Part, other: Part | undefined): boolean =>
  one.afterMonths === other?.afterMonths && one.upToPercent === other.upToPercent;
