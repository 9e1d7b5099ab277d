import { type Minor, ratioOf, shareOf, sum } from '#kernel';
import { type Plan, planOn } from '../plan/plan.state.js';
import { type OpenAccount, owedOf, termOf } from './account.state.js';
import type { AccountContext } from './account.commands.js';
import type { Call, Due, SubsidyOfDue } from './account.types.js';
import type { Draft } from './draft.js';

/** The household as a call for dues names it; its account may not be open yet. */
interface Called extends Pick<AccountContext, 'household' | 'scheme' | 'plans'> {
  readonly product: string;
  readonly enrolledBy?: string;
}

/**
 * Raises dues by the plan in force: that of the term for someone who joins it, else that of the day. Without a plan
 * the call is kept until there is one.
 */
export const raise = (draft: Draft, of: Called, call: Call, account: OpenAccount | null): void => {
  const ofTerm = account && call.because === 'person-added' ? termOf(account, call.term)?.plan : null;
  const plan = ofTerm ?? planOn(of.plans, call.planOn);
  const { household, scheme, product, enrolledBy } = of;
  if (!plan) {
    const data = { household, scheme, product, call };
    draft.add({ type: 'contributions.DuesAwaitPlan', version: 1, effectiveAt: call.on, data });
    return;
  }
  const { term, because, persons, on } = call;
  draft.add({
    type: 'contributions.DuesRaised',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ household, scheme, product, term, because, persons, plan, dues: duesOf(call, plan, account), raisedOn: on },
      ...(enrolledBy === undefined ? {} : { enrolledBy }),
    },
  });
};

const duesOf = (call: Call, plan: Plan, account: OpenAccount | null): readonly Due[] => {
  const next = (account?.dues.length ?? 0) + 1;
  const fee = call.because === 'enrolment' ? joiningFeeOf(plan, account) : 0;
  const later = call.because === 'person-added';
  const { term, persons, on: raisedOn } = call;
  const shared = { term, raisedOn };
  const share = contributionOf(call, plan);
  const threshold = later ? share.memberShare : thresholdOf(share.memberShare, plan);
  const contribution: Due = {
    ...{ due: fee > 0 ? next + 1 : next, what: 'contribution', ...shared, persons, later },
    ...{ ...share, threshold },
  };
  if (fee === 0) return [contribution];
  const joining: Due = {
    ...{ due: next, what: 'joining-fee', ...shared, persons: [], later: false },
    ...{ gross: fee, subsidy: null, memberShare: fee, threshold: 0 },
  };
  return [joining, contribution];
};

/** What opens rights: the first months where a plan is paid month by month, else a part of the share. */
export const thresholdOf = (memberShare: Minor, { schedule, months, threshold_bps }: Plan): Minor =>
  schedule?.kind === 'monthly'
    ? ratioOf(memberShare, schedule.openingMonths, months, 'up')
    : shareOf(memberShare, threshold_bps, 'up');

/** Once per household: what was asked and still stands, or was paid and kept, is not asked again. */
const joiningFeeOf = ({ joiningFee }: Plan, account: OpenAccount | null): Minor => {
  const asked = account?.dues.filter(({ what }) => what === 'joining-fee') ?? [];
  return Math.max(0, joiningFee - sum(asked.map(owedOf)));
};

/** Whole months of the yearly amount, rounded down to the smallest unit: the member never pays for a part of one. */
const contributionOf = ({ persons, months }: Call, plan: Plan) => {
  const each = (yearly: Minor): Minor => (months === null ? yearly : ratioOf(yearly, months, plan.months, 'down'));
  const gross = each(plan.contributionPerPerson) * persons.length;
  const perPerson = plan.subsidy ? each(plan.subsidy.perPerson) : 0;
  const asked = perPerson * persons.length;
  const subsidy: SubsidyOfDue | null =
    plan.subsidy && asked > 0
      ? { fund: plan.subsidy.fund, persons: persons.length, perPerson, asked, granted: 0, final: false }
      : null;
  return { gross, subsidy, memberShare: gross - asked };
};
