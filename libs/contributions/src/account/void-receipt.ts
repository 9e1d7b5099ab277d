import { type Decision, nothingToDo, refuse, seal, sum } from '#kernel';
import type { Of } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { AccountReason } from './account.reasons.js';
import type { OpenAccount } from './account.state.js';
import { Draft } from './draft.js';
import { useCredit } from './allocate.js';
import { conclude } from './entitlement.js';
import { asIfInOrder } from './in-order-of-dates.js';
import { voided } from './postings.js';

/**
 * A receipt is void: what it paid is owed again, and rights it opened are withdrawn. Its number stays used.
 *
 * @refuses contributions.receipt.unknown                this household has no such receipt
 * @refuses contributions.receipt.dated_in_future
 * @refuses contributions.receipt.voided_before_received
 * @refuses contributions.receipt.not_cash               it was paid by telephone: the payment is reversed, not the paper
 * @refuses contributions.receipt.refunded               part of it was given back to the household
 * @refuses contributions.receipt.carried_out            part of it went to another scheme with who moved
 */
export const voidReceipt = (
  command: Of<'VoidReceipt'>,
  account: OpenAccount,
): Decision<AccountEvent, AccountReason> => {
  const { receipt, voidedOn, recordedOn, reason } = command;
  const known = account.receipts.find(one => one.receipt === receipt);
  if (!known) return refuse(AccountReason.receiptUnknown, { receipt }, 'notFound');
  if (known.voidedOn !== null) return nothingToDo;
  if (known.from !== command.from) return refuse(AccountReason.notCash, { receipt });
  if (voidedOn > recordedOn)
    return refuse(AccountReason.datedInFuture, { date: voidedOn, today: recordedOn }, 'unprocessable');
  const { amount, receivedOn } = known;
  if (voidedOn < receivedOn)
    return refuse(AccountReason.voidedBeforeReceived, { voidedOn, receivedOn }, 'unprocessable');
  if (account.refunds?.some(({ parts }) => parts.some(part => part.receipt === receipt)))
    return refuse(AccountReason.receiptRefunded, { receipt });
  if (account.carriedOut?.some(({ ofReceipts }) => ofReceipts.some(part => part.receipt === receipt)))
    return refuse(AccountReason.receiptCarriedOut, { receipt });
  const released = account.dues.flatMap(({ parts }) => parts.filter(part => part.receipt === receipt));
  const taken = sum(account.credit.filter(one => one.receipt === receipt).map(one => one.amount));
  const draft = new Draft(account);
  draft.add({
    type: 'contributions.ReceiptVoided',
    version: 1,
    effectiveAt: voidedOn,
    data: {
      ...{ household: account.household, receipt, amount, currency: draft.currency, voidedOn, released },
      credit: account.credit.filter(one => one.receipt !== receipt),
      postings: voided(amount, released, taken, known.from),
    },
    sealed: { reason: seal(account.household, 'identity', reason) },
  });
  useCredit(draft, voidedOn);
  asIfInOrder(draft, account, voidedOn, 'receipt-voided');
  conclude(draft, voidedOn);
  return draft.conclusion;
};
