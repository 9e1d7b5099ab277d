import { type Minor, type Period, ratioOf, shareOf, within } from '#kernel';
import { type OpenAccount, type OwnedDue, paidOf, termOf } from '../account/account.state.js';
import type { Plan } from '../plan/plan.state.js';

/** What is called for before any fund has answered: `gross = funds + members`. @unit minor units */
export interface Called {
  readonly gross: Minor;
  /** Asked of funds. */
  readonly funds: Minor;
  readonly members: Minor;
  readonly joiningFees: Minor;
  /** Contributions of which enough was paid for rights to open. */
  readonly opened: number;
}

export interface OneAccount {
  readonly persons: number;
  readonly contributions: number;
  readonly now: Called;
  readonly then: Called;
}

export const nothingCalled: Called = { gross: 0, funds: 0, members: 0, joiningFees: 0, opened: 0 };

export const calledTogether = (one: Called, other: Called): Called => ({
  gross: one.gross + other.gross,
  funds: one.funds + other.funds,
  members: one.members + other.members,
  joiningFees: one.joiningFees + other.joiningFees,
  opened: one.opened + other.opened,
});

/**
 * What an account was called for within some days, and what a draft would have called for: the same persons for the
 * same part of the same terms. What was paid is taken as it was. Undefined: nothing was called for in those days.
 */
export const underPlan = (account: OpenAccount, draft: Plan, window: Period): OneAccount | undefined => {
  const dues = account.dues.filter(
    ({ raisedOn, cancelled, carried }) => within(window, raisedOn) && !cancelled && !carried,
  );
  if (dues.length === 0) return undefined;
  let [now, then] = [nothingCalled, nothingCalled];
  for (const due of dues) {
    now = calledTogether(now, asCalled(due));
    then = calledTogether(then, asDrafted(due, termOf(account, due.term)?.plan ?? null, draft));
  }
  const contributions = dues.filter(({ what }) => what === 'contribution');
  const persons = new Set(contributions.flatMap(due => due.persons)).size;
  return { persons, contributions: contributions.length, now, then };
};

const asCalled = (due: OwnedDue): Called => {
  if (due.what === 'joining-fee') return { ...nothingCalled, joiningFees: due.gross };
  const funds = due.subsidy?.asked ?? 0;
  return { gross: due.gross, funds, members: due.gross - funds, joiningFees: 0, opened: due.metOn === null ? 0 : 1 };
};

const asDrafted = (due: OwnedDue, plan: Plan | null, draft: Plan): Called => {
  if (due.what === 'joining-fee') return { ...nothingCalled, joiningFees: draft.joiningFee };
  const heads = due.persons.length;
  if (heads === 0 || plan === null || plan.contributionPerPerson === 0) return asCalled(due);
  const each = ratioOf(Math.max(0, due.gross - (due.settled ?? 0)), 1, heads, 'down');
  // Who joined in the middle of a term owed a part of the year, and would have owed the same part of the draft's.
  const partOf = (yearly: Minor): Minor => ratioOf(yearly, each, plan.contributionPerPerson, 'down') * heads;
  const gross = partOf(draft.contributionPerPerson);
  const funds = Math.min(gross, draft.subsidy ? partOf(draft.subsidy.perPerson) : 0);
  const members = gross - funds;
  const threshold = due.later ? members : shareOf(members, draft.threshold_bps, 'up');
  return { gross, funds, members, joiningFees: 0, opened: paidOf(due) >= threshold ? 1 : 0 };
};
