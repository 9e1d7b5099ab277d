import { addDays, type Day, sum } from '#kernel';
import type { AccountContext, RecordReceipt } from './account.commands.js';
import { creditOf, isGone, type OpenAccount, outstandingOf, type Term, toRefundOf } from './account.state.js';
import type { Call } from './account.types.js';
import type { Draft } from './draft.js';
import { raise } from './raise-dues.js';

/**
 * Money beyond what the household owes pays for its next term: it comes back after it lapsed, or renews once the next
 * term may be paid, also when no day was closed since, and nobody has called for that term yet.
 */
export const callNextTerm = (draft: Draft, command: RecordReceipt & AccountContext): void => {
  const { account } = draft;
  const last = account.terms.at(-1);
  const arrears = sum(account.dues.map(outstandingOf));
  if (!last || command.amount + creditOf(account) - toRefundOf(account) <= arrears) return;
  const called = last.status === 'lapsed' ? returning(command.receivedOn) : renewing(last, command.receivedOn);
  const persons = personsOf(account, last);
  if (!called || persons.length === 0) return;
  const call: Call = { ...called, term: last.term + 1, persons, months: null };
  raise(draft, { ...command, product: account.product }, call, account);
};

type Called = Pick<Call, 'because' | 'on' | 'planOn'>;

const returning = (on: Day): Called => ({ because: 'return', on, planOn: on });

/** Called as it would have been by closing the day: from the first day on, by the plan of the day it starts. */
const renewing = ({ status, period, renewalOpensOn }: Term, receivedOn: Day): Called | null => {
  if (period === null || (status !== 'raised' && status !== 'carried-elsewhere')) return null;
  const starts = addDays(period.to, 1);
  const on = renewalOpensOn ?? starts;
  return receivedOn < on ? null : { because: 'renewal', on, planOn: starts };
};

/** Those who were in the last term, live, and are still of the household. */
export const personsOf = (account: OpenAccount, { term, carried }: Term): readonly string[] =>
  account.dues
    .filter(due => due.term === term && due.what === 'contribution')
    .flatMap(due => due.persons)
    .concat(carried)
    .filter(person => !isGone(account, person));
