import { type Decision, nothingToDo, refuse, sum } from '#kernel';
import type { Of } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { AccountReason } from './account.reasons.js';
import type { OpenAccount } from './account.state.js';
import type { Credit } from './account.types.js';
import { Draft } from './draft.js';
import { refunded } from './postings.js';

/**
 * The household gets credit back, the latest first: what was paid ahead last is what it misses least elsewhere.
 *
 * @unit    `amount`: minor units of the account's currency.
 * @refuses contributions.refund.number_taken   the voucher was used for another refund
 * @refuses contributions.refund.above_credit
 * @refuses contributions.refund.wrong_day      has not come, or is before a receipt the money is of
 * @refuses contributions.account.second_person always: money leaves the scheme
 */
export const refundCredit = (
  command: Of<'RefundCredit'>,
  account: OpenAccount,
): Decision<AccountEvent, AccountReason> => {
  const { household, refund, amount, paidOn, recordedOn, approvedBy, actor } = command;
  const known = account.refunds?.find(one => one.refund === refund);
  if (known) {
    const same = known.amount === amount && known.paidOn === paidOn;
    return same ? nothingToDo : refuse(AccountReason.refundTaken, { refund });
  }
  // A loan pays contributions: nobody is handed it in cash.
  const lent = account.credit.filter(one => isOfBank(account, one));
  const cash = account.credit.filter(one => !lent.includes(one));
  const credit = sum(cash.map(one => one.amount));
  if (amount > credit) return refuse(AccountReason.aboveCredit, { amount, credit }, 'unprocessable');
  const { parts, rest } = taken(cash, amount);
  const since = parts.reduce((last, { on }) => (on > last ? on : last), '');
  if (paidOn > recordedOn || paidOn < since)
    return refuse(AccountReason.refundDay, { paidOn, since, today: recordedOn }, 'unprocessable');
  if (approvedBy === actor) return refuse(AccountReason.secondPerson, { approvedBy }, 'forbidden');
  const draft = new Draft(account);
  draft.add({
    type: 'contributions.CreditRefunded',
    version: 1,
    effectiveAt: paidOn,
    data: {
      ...{ household, refund, amount, currency: draft.currency, paidOn, till: command.till ?? null, approvedBy, parts },
      ...{ credit: [...lent, ...rest], postings: refunded(amount) },
    },
  });
  return draft.conclusion;
};

const isOfBank = ({ receipts }: OpenAccount, { receipt }: Credit): boolean =>
  receipts.some(one => one.receipt === receipt && one.from === 'bank');

const taken = (credit: readonly Credit[], amount: number) => {
  const parts: Credit[] = [];
  const rest: Credit[] = [];
  let left = amount;
  for (const one of [...credit.toReversed()].sort((a, b) => Number(b.toRefund ?? 0) - Number(a.toRefund ?? 0))) {
    const part = Math.min(left, one.amount);
    left -= part;
    if (part > 0) parts.push({ ...one, amount: part });
    if (part < one.amount) rest.unshift({ ...one, amount: one.amount - part });
  }
  return { parts, rest };
};
