import { accept, type Decision, nothingToDo, refuse, sum } from '#kernel';
import type { Booked, Of } from './wallet.commands.js';
import type { OwnPayment, WalletEvent } from './wallet.events.js';
import { WalletReason } from './wallet.reasons.js';
import { isSame, suspend, type WalletState } from './wallet.state.js';

/**
 * Line by line: what a payment of ours was booked for is matched; what nobody booked goes into suspense. Ours has until
 * the statement of the day after it was booked; not there then, it is missing. The same statement again changes nothing.
 *
 * @refuses contributions.statement.day_not_over
 * @refuses contributions.statement.line_twice
 */
export const compare = (
  { scheme, day, lines, ours, recordedOn }: Of<'CompareStatement'>,
  wallet: WalletState,
): Decision<WalletEvent, WalletReason> => {
  if (day >= recordedOn) return refuse(WalletReason.dayNotOver, { day, today: recordedOn }, 'unprocessable');
  const references = new Set(lines.map(({ operatorReference }) => operatorReference));
  if (references.size < lines.length) return refuse(WalletReason.lineTwice, {}, 'unprocessable');
  const found = lines.map(line => ({
    line,
    booked: ours.find(
      one =>
        one.operatorReference === line.operatorReference &&
        one.amount === line.amount &&
        one.currency === line.currency,
    ),
  }));
  const matched = found.flatMap(({ booked }) => (booked && !booked.isReconciled ? [named(booked)] : []));
  const nobodys = found.filter(({ line, booked }) => !booked && !isHeld(wallet, line.operatorReference));
  const missing = ours.filter(one => isMissing(one, day, wallet) && !matched.some(other => isSame(one, other)));
  const isNews = matched.length + nobodys.length + missing.length > 0;
  if (!isNews && wallet.comparedUpTo !== null && day <= wallet.comparedUpTo) return nothingToDo;
  return accept<WalletEvent>(
    ...nobodys.map(({ line: { operatorReference, amount, currency } }, index) =>
      suspend(wallet, scheme, { operatorReference, amount, currency, on: day, household: null, payment: null }, index),
    ),
    {
      type: 'contributions.StatementCompared',
      version: 1,
      effectiveAt: day,
      data: {
        ...{ scheme, day, lines: lines.length, total: sum(lines.map(({ amount }) => amount)) },
        ...{ matched, missing: missing.map(named) },
      },
    },
  );
};

/** Money that a payment's own booking, or an earlier statement, put into suspense. */
const isHeld = ({ items }: WalletState, operatorReference: string): boolean =>
  items.some(one => one.operatorReference === operatorReference);

/** The statement of the day it was booked, and that of the day after, did not have it. */
const isMissing = (booked: Booked, day: string, wallet: WalletState): boolean =>
  !booked.isReconciled &&
  !booked.isReversed &&
  booked.bookedOn < day &&
  !wallet.missing.some(one => isSame(one, booked));

const named = ({ household, payment, amount, currency }: Booked): OwnPayment => ({
  ...{ household, payment, amount, currency },
});
