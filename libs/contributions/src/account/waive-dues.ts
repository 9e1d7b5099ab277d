import { type Day, type Decision, latest, refuse, sum } from '#kernel';
import type { Of } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { AccountReason } from './account.reasons.js';
import { contributionsOf, type OpenAccount, outstandingOf, type OwnedDue, termOf } from './account.state.js';
import type { Due } from './account.types.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { thresholdOf } from './raise-dues.js';

/**
 * Part of what is still owed for a term is let off: oldest due first, never more than is open, never what is paid. The
 * threshold is that of what remains, so letting off may open rights, on the day of the decision.
 *
 * @unit    `amount`: minor units of the account's currency.
 * @refuses contributions.waiver.above_outstanding
 * @refuses contributions.waiver.wrong_day         decided on a day that has not come
 * @refuses contributions.account.second_person    always
 */
export const waiveDues = (command: Of<'WaiveDues'>, account: OpenAccount): Decision<AccountEvent, AccountReason> => {
  const { household, term, amount, decision, decidedOn, recordedOn, approvedBy, actor } = command;
  const open = contributionsOf(account, term).filter(due => !due.carried && outstandingOf(due) > 0);
  const outstanding = sum(open.map(outstandingOf));
  if (amount > outstanding) return refuse(AccountReason.nothingToWaive, { term, amount, outstanding }, 'unprocessable');
  if (decidedOn > recordedOn) return refuse(AccountReason.waiverDay, { decidedOn, today: recordedOn }, 'unprocessable');
  if (approvedBy === actor) return refuse(AccountReason.secondPerson, { approvedBy }, 'forbidden');
  let left = amount;
  const dues = open.flatMap(due => {
    const part = Math.min(left, outstandingOf(due));
    left -= part;
    return part > 0 ? [without(due, part, latest(decidedOn, due.waivedOn ?? decidedOn), account)] : [];
  });
  const draft = new Draft(account);
  draft.add({
    type: 'contributions.DuesWaived',
    version: 1,
    effectiveAt: decidedOn,
    data: { household, term, amount, decision, decidedOn, approvedBy, dues },
  });
  conclude(draft, decidedOn);
  return draft.conclusion;
};

const without = (due: OwnedDue, part: number, waivedOn: Day, account: OpenAccount): Due => {
  const { due: number, what, term, persons, later, gross, subsidy, raisedOn } = due;
  const memberShare = due.memberShare - part;
  const plan = termOf(account, term)?.plan;
  const threshold = later || !plan ? memberShare : thresholdOf(memberShare, plan);
  const waived = (due.waived ?? 0) + part;
  return {
    ...{ due: number, what, term, persons, later, gross, subsidy, memberShare, threshold, raisedOn },
    ...{ waived, waivedOn },
  };
};
