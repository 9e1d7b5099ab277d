import { acceptIn, type JointDecider, nothingToDo, refuse } from '#kernel';
import type { AccountContext } from '../account.commands.js';
import { accountDecider } from '../account.decider.js';
import type { AccountEvent } from '../account.events.js';
import { AccountReason } from '../account.reasons.js';
import type { AccountState } from '../account.state.js';
import { receiptDecider, type ReceiptStreams } from '../record-receipt.js';
import type { AssignSuspense, ReopenSuspense } from './wallet.commands.js';
import { openItem } from './wallet.decider.js';
import type { WalletEvent } from './wallet.events.js';
import { WalletReason } from './wallet.reasons.js';
import { itemOf, type SuspenseItem, walletFold, type WalletState } from './wallet.state.js';

interface WalletStream {
  readonly event: WalletEvent;
  readonly state: WalletState;
}
type Reason = WalletReason | AccountReason;

/** One number for each time it is assigned: a number serves once. */
export const numberOf = ({ item, assigned }: Pick<SuspenseItem, 'item' | 'assigned'>): string =>
  `MM-ATTENTE-${item}${assigned === 0 ? '' : `.${assigned + 1}`}`;

/**
 * Money in suspense is a household's: item, account and number change together. It counts from the day it came, and a
 * second person stands by it, so how long ago that is does not matter.
 *
 * @refuses contributions.suspense.unknown
 * @refuses contributions.suspense.not_open
 * @refuses contributions.suspense.second_person
 * @refuses contributions.suspense.currency_differs
 * @refuses contributions.account.unknown and what a receipt is refused for
 */
export const assignDecider: JointDecider<
  AssignSuspense & AccountContext & { readonly receipt: string },
  ReceiptStreams & { readonly wallet: WalletStream },
  Reason
> = {
  folds: { ...receiptDecider.folds, wallet: walletFold },

  decide(command, { wallet, ...streams }) {
    const { item, because, approvedBy, actor, receipt, household, scheme, recordedOn, plans } = command;
    const open = openItem(wallet, item);
    if ('outcome' in open) return open;
    if (approvedBy === actor) return refuse(WalletReason.secondPerson, { approvedBy }, 'forbidden');
    const { account } = streams;
    const { amount, currency, since } = open;
    if (account.status === 'open' && account.currency !== null && account.currency !== currency)
      return refuse(WalletReason.currencyDiffers, { currency, kept: account.currency }, 'unprocessable');
    const decision = receiptDecider.decide(
      {
        ...{ type: 'RecordReceipt', receipt, amount, receivedOn: since, approvedBy, from: 'suspense' },
        ...{ household, scheme, actor, plans, recordedOn },
      },
      streams,
    );
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'nothingToDo') return refuse(AccountReason.numberTaken, { receipt });
    return acceptIn({
      ...decision.events,
      wallet: [
        {
          type: 'contributions.SuspenseAssigned',
          version: 1,
          effectiveAt: since,
          data: { scheme, item, amount, currency, household, receipt, because, on: recordedOn, approvedBy },
        },
      ],
    });
  },
};

/**
 * It was somebody else's: what it paid is owed again, and the money is in suspense as before.
 *
 * @refuses contributions.suspense.unknown
 * @refuses contributions.suspense.not_assigned
 * @refuses contributions.suspense.second_person
 * @refuses contributions.receipt.refunded
 */
export const reopenDecider: JointDecider<
  ReopenSuspense & AccountContext,
  {
    readonly account: { readonly event: AccountEvent; readonly state: AccountState };
    readonly wallet: WalletStream;
  },
  Reason
> = {
  folds: { account: accountDecider, wallet: walletFold },

  decide(command, { account, wallet }) {
    const { item, approvedBy, actor, household, scheme, recordedOn, plans } = command;
    const known = itemOf(wallet, item);
    if (!known) return refuse(WalletReason.unknown, { item }, 'notFound');
    const { receipt, amount, currency, status } = known;
    if (status === 'open' && known.assigned > 0) return nothingToDo;
    if (status !== 'assigned' || receipt === null || known.household !== household)
      return refuse(WalletReason.notAssigned, { item, status });
    if (approvedBy === actor) return refuse(WalletReason.secondPerson, { approvedBy }, 'forbidden');
    const decision = accountDecider.decide(
      {
        ...{ type: 'VoidReceipt', receipt, voidedOn: recordedOn, reason: 'reopened', from: 'suspense' },
        ...{ household, scheme, recordedOn, actor, plans },
      },
      account,
    );
    if (decision.outcome !== 'accepted') return decision;
    const data = { scheme, item, amount, currency, household, receipt, on: recordedOn, approvedBy };
    return acceptIn({
      account: decision.events,
      wallet: [{ type: 'contributions.SuspenseReopened', version: 1, effectiveAt: recordedOn, data }],
    });
  },
};
