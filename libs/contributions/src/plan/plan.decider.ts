import { accept, type Decider, nothingToDo, refuse } from '#kernel';
import type { PublishPlan } from './plan.commands.js';
import type { PlanPublished } from './plan.events.js';
import { PlanReason } from './plan.reasons.js';
import { type Plan, planFold, type PlanState } from './plan.state.js';

export const planDecider: Decider<PublishPlan, PlanPublished, PlanState, PlanReason> = {
  ...planFold,

  /**
   * @refuses contributions.plan.subsidy_above_contribution when a fund would carry more than there is to carry
   * @refuses contributions.plan.balance_due_after_term     when the balance would be due once the term is over
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

const samePlan = ({ subsidy: a, ...one }: Plan, { subsidy: b, ...other }: Plan): boolean =>
  (Object.keys(one) as (keyof typeof one)[]).every(key => one[key] === other[key]) &&
  a?.fund === b?.fund &&
  a?.perPerson === b?.perPerson;
