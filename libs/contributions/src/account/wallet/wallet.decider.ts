import { accept, type Decider, type Decision, nothingToDo, type Refusal, refuse, unreachable } from '#kernel';
import { sentBack } from '../postings.js';
import { compare } from './compare.js';
import type { Of, WalletCommand } from './wallet.commands.js';
import type { WalletEvent } from './wallet.events.js';
import { WalletReason } from './wallet.reasons.js';
import { isSame, itemOf, type SuspenseItem, walletFold, type WalletState } from './wallet.state.js';

type Outcome = Decision<WalletEvent, WalletReason>;

/** A scheme's account at its operator: what its statement has that the books have not, and the other way round. */
export const walletDecider: Decider<WalletCommand, WalletEvent, WalletState, WalletReason> = {
  ...walletFold,

  decide(command, wallet) {
    switch (command.type) {
      case 'CompareStatement':
        return compare(command, wallet);
      case 'ReturnSuspense':
        return sendBack(command, wallet);
      case 'ExplainMissing':
        return explain(command, wallet);
      default:
        return unreachable(command);
    }
  },
};

/** The item, if it may still be decided on. */
export const openItem = (wallet: WalletState, item: string): SuspenseItem | Refusal<WalletReason> => {
  const known = itemOf(wallet, item);
  if (!known) return refuse(WalletReason.unknown, { item }, 'notFound');
  return known.status === 'open' ? known : refuse(WalletReason.notOpen, { item, status: known.status });
};

/**
 * @refuses contributions.suspense.unknown
 * @refuses contributions.suspense.not_open
 * @refuses contributions.suspense.wrong_day
 * @refuses contributions.suspense.second_person
 */
const sendBack = (command: Of<'ReturnSuspense'>, wallet: WalletState): Outcome => {
  const { scheme, item, because, voucher, returnedOn: on, approvedBy, actor, recordedOn } = command;
  const open = openItem(wallet, item);
  if ('outcome' in open) return open;
  const { amount, currency, since } = open;
  if (on < since || on > recordedOn)
    return refuse(WalletReason.wrongDay, { returnedOn: on, since, today: recordedOn }, 'unprocessable');
  if (approvedBy === actor) return refuse(WalletReason.secondPerson, { approvedBy }, 'forbidden');
  return accept({
    type: 'contributions.SuspenseReturned',
    version: 1,
    effectiveAt: on,
    data: { scheme, item, amount, currency, because, voucher, on, approvedBy, postings: sentBack(amount) },
  });
};

/**
 * @refuses contributions.statement.not_missing
 * @refuses contributions.suspense.second_person
 */
const explain = (command: Of<'ExplainMissing'>, wallet: WalletState): Outcome => {
  const { scheme, household, payment, because, approvedBy, actor, recordedOn: on } = command;
  const known = wallet.missing.findLast(one => isSame(one, command));
  if (known?.status === 'explained' && known.because === because) return nothingToDo;
  if (known?.status !== 'missing') return refuse(WalletReason.notMissing, { payment });
  if (approvedBy === actor) return refuse(WalletReason.secondPerson, { approvedBy }, 'forbidden');
  return accept({
    type: 'contributions.MissingExplained',
    version: 1,
    effectiveAt: on,
    data: { scheme, household, payment, because, on, approvedBy },
  });
};
