import {
  acceptIn,
  type Day,
  daysBetween,
  type JointDecider,
  type JointDecision,
  nothingToDo,
  type Refusal,
  refuse,
} from '#kernel';
import type { Booklet } from '../booklet/booklet.state.js';
import { planOn } from '../plan/plan.state.js';
import type { ReceiptNumberUsed } from '../receipt/receipt.events.js';
import { receiptFold, type ReceiptNumber } from '../receipt/receipt.state.js';
import { allocate, useCredit } from './allocate.js';
import type { AccountContext, RecordReceipt } from './account.commands.js';
import { accountFold } from './account.evolve.js';
import type { AccountEvent } from './account.events.js';
import { AccountReason } from './account.reasons.js';
import { type AccountState, isGone, type OpenAccount } from './account.state.js';
import { callNextTerm } from './call-next-term.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { asIfInOrder } from './in-order-of-dates.js';
import { received } from './postings.js';
import { raise } from './raise-dues.js';

/** The account the money goes to, and the receipt's number, which serves once in the scheme. */
export type ReceiptStreams = {
  readonly account: { readonly event: AccountEvent; readonly state: AccountState };
  readonly number: { readonly event: ReceiptNumberUsed; readonly state: ReceiptNumber };
};
export type ReceiptCommand = RecordReceipt & AccountContext & { readonly booklet?: Booklet };

/**
 * Money received: joining fee, then the oldest dues, then the current term; the rest is credit.
 *
 * @unit    `amount`: minor units of the account's currency.
 * @refuses contributions.account.unknown            no dues were ever raised for this household, or not in this scheme
 * @refuses contributions.receipt.number_taken       the number was used for another receipt
 * @refuses contributions.receipt.dated_in_future
 * @refuses contributions.receipt.backdated_too_far  unless another person than the actor approved it
 * @refuses contributions.receipt.booklet_of_another the number is of a booklet that another collector holds
 * @refuses contributions.receipt.booklet_returned   dated after its booklet came back
 * @refuses contributions.receipt.same_hand          the plan has another person collect than the one who enrolled
 * @refuses contributions.account.no_plan_in_force   the product has no contribution plan yet
 */
export const receiptDecider: JointDecider<ReceiptCommand, ReceiptStreams, AccountReason> = {
  folds: { account: accountFold, number: receiptFold },

  decide(command, { account, number }) {
    const { household, scheme } = command;
    if (account.status === 'none' || account.scheme !== scheme)
      return refuse(AccountReason.unknown, { household }, 'notFound');
    if (number.status === 'used') return again(command, number);
    return refusedDate(command) ?? refusedNumber(command) ?? refusedHand(command, account) ?? record(command, account);
  },
};

const again = (
  { receipt, household, amount, receivedOn, collector }: ReceiptCommand,
  used: Extract<ReceiptNumber, { status: 'used' }>,
) => {
  const same =
    used.household === household &&
    used.amount === amount &&
    used.receivedOn === receivedOn &&
    used.collector === (collector ?? null);
  return same ? nothingToDo : refuse(AccountReason.numberTaken, { receipt });
};

/** Where a product has no plan yet: days within which one person alone may enter a receipt. */
const usualBackdating_days = 30;

const refusedDate = (command: ReceiptCommand): Refusal<AccountReason> | null => {
  const { receivedOn, recordedOn, actor, approvedBy, plans } = command;
  if (receivedOn > recordedOn)
    return refuse(AccountReason.datedInFuture, { date: receivedOn, today: recordedOn }, 'unprocessable');
  const limit_days = planOn(plans, recordedOn)?.backdatingDays ?? usualBackdating_days;
  const late_days = daysBetween(receivedOn, recordedOn);
  const approved = approvedBy !== undefined && approvedBy !== actor;
  if (late_days <= limit_days || approved) return null;
  return refuse(AccountReason.backdatedTooFar, { date: receivedOn, late_days, limit_days }, 'unprocessable');
};

/** A printed number is written by whoever was handed its booklet, until it came back. */
const refusedNumber = ({ receipt, booklet, collector, actor, receivedOn }: ReceiptCommand) => {
  if (!booklet) return null;
  const writer = collector ?? actor;
  if (writer !== booklet.holder)
    return refuse(AccountReason.bookletOfAnother, { receipt, booklet: booklet.booklet, holder: booklet.holder });
  const { returnedOn } = booklet;
  if (returnedOn === null || receivedOn <= returnedOn) return null;
  return refuse(AccountReason.bookletReturned, { receipt, booklet: booklet.booklet, returnedOn });
};

/** One person alone could enrol a household that does not exist, and pay for it: money by telephone has no hands. */
const refusedHand = ({ actor, collector, from, plans, recordedOn }: ReceiptCommand, { enrolledBy }: OpenAccount) => {
  const isAllowed = !planOn(plans, recordedOn)?.enrollerMayNotCollect || from !== undefined || enrolledBy === undefined;
  return isAllowed || (enrolledBy !== actor && enrolledBy !== collector)
    ? null
    : refuse(AccountReason.sameHand, { enrolledBy }, 'forbidden');
};

const record = (command: ReceiptCommand, account: OpenAccount): JointDecision<ReceiptStreams, AccountReason> => {
  const { household, receipt, amount, receivedOn, scheme } = command;
  const [collector, approvedBy] = [command.collector ?? null, command.approvedBy ?? null];
  const { from } = command;
  const where = {
    ...(command.till === undefined ? {} : { till: command.till }),
    ...(from === undefined ? {} : { from }),
  };
  const draft = new Draft(account);
  raiseWhatWaited(draft, command);
  callNextTerm(draft, command);
  useCredit(draft, receivedOn);
  if (draft.account.currency === null) return refuse(AccountReason.noPlanInForce, { household });
  const { allocations, rest } = allocate(draft.account, receipt, amount, receivedOn);
  const credit = rest > 0 ? [...draft.account.credit, { receipt, amount: rest, on: receivedOn }] : draft.account.credit;
  draft.add({
    type: 'contributions.ReceiptRecorded',
    version: 1,
    effectiveAt: receivedOn,
    data: {
      ...{ household, receipt, amount, currency: draft.currency, receivedOn, collector, ...where, approvedBy },
      ...{ allocations, credit, postings: received(amount, allocations, rest, from) },
    },
  });
  asIfInOrder(draft, account, receivedOn, 'older-receipt');
  conclude(draft, receivedOn);
  return acceptIn({ account: draft.events, number: [numberUsed(scheme, command, collector, receivedOn)] });
};

const numberUsed = (
  scheme: string,
  { receipt, household, amount }: ReceiptCommand,
  collector: string | null,
  receivedOn: Day,
): ReceiptNumberUsed => ({
  type: 'contributions.ReceiptNumberUsed',
  version: 1,
  effectiveAt: receivedOn,
  data: { scheme, receipt, household, amount, receivedOn, collector },
});

/** Dues called for before there was a plan; the first one published holds for those called for earlier. */
const raiseWhatWaited = (draft: Draft, command: ReceiptCommand): void => {
  const [first] = command.plans;
  if (!first) return;
  for (const call of draft.account.awaited) {
    const planDay = call.planOn < first.effectiveFrom ? first.effectiveFrom : call.planOn;
    const persons = call.persons.filter(person => !isGone(draft.account, person));
    if (persons.length === 0) continue;
    raise(draft, { ...command, product: draft.account.product }, { ...call, persons, planOn: planDay }, draft.account);
  }
};
