import { type Decider, refuse, unreachable } from '#kernel';
import type { AccountCommand } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { accountFold } from './account.evolve.js';
import { AccountReason } from './account.reasons.js';
import type { AccountState, OpenAccount } from './account.state.js';
import { Draft } from './draft.js';
import { suspendOverdue } from './entitlement.js';
import { noteDeath } from './note-death.js';
import {
  noteEnrolment,
  notePersonAdded,
  noteRenewalOpened,
  noteTermAbandoned,
  noteTermStarted,
} from './note-membership.js';
import { noteLeft } from './note-left.js';
import { noteBroughtIn, noteTransferOut } from './note-transfer.js';
import { noteSubsidyReleased, noteSubsidyReserved } from './note-subsidy.js';
import { refundCredit } from './refund-credit.js';
import { voidReceipt } from './void-receipt.js';
import { waiveDues } from './waive-dues.js';

/** What a household owes, what it paid, and when that gives it rights. Receipts come through record-receipt.ts. */
export const accountDecider: Decider<AccountCommand, AccountEvent, AccountState, AccountReason> = {
  ...accountFold,

  decide(command, account) {
    if (account.status === 'open' && account.scheme !== command.scheme) return unknown(command);
    if (command.type === 'NoteEnrolment') return noteEnrolment(command, account);
    if (account.status === 'none') return unknown(command);
    switch (command.type) {
      case 'NotePersonAdded':
        return notePersonAdded(command, account);
      case 'NoteDeath':
        return noteDeath(command, account);
      case 'NotePersonLeft':
        return noteLeft(command, account);
      case 'NoteTransferOut':
        return noteTransferOut(command, account);
      case 'NoteBroughtIn':
        return noteBroughtIn(command, account);
      case 'NoteRenewalOpened':
        return noteRenewalOpened(command, account);
      case 'NoteTermStarted':
        return noteTermStarted(command, account);
      case 'NoteTermAbandoned':
        return noteTermAbandoned(command, account);
      case 'NoteSubsidyReserved':
        return noteSubsidyReserved(command, account);
      case 'NoteSubsidyReleased':
        return noteSubsidyReleased(command, account);
      case 'VoidReceipt':
        return voidReceipt(command, account);
      case 'RefundCredit':
        return refundCredit(command, account);
      case 'WaiveDues':
        return waiveDues(command, account);
      case 'CloseAccountDay':
        return closeDay(command.day, account);
      default:
        return unreachable(command);
    }
  },
};

/** @refuses contributions.account.unknown nobody's account, or another scheme's */
const unknown = ({ household }: AccountCommand) => refuse(AccountReason.unknown, { household }, 'notFound');

/** What the end of a day brings: a balance that was due and is not paid suspends rights. */
const closeDay = (day: string, account: OpenAccount) => {
  const draft = new Draft(account);
  suspendOverdue(draft, day);
  return draft.conclusion;
};
