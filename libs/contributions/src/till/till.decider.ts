import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { Posting } from '../account/account.types.js';
import type { Of, TillCommand } from './till.commands.js';
import type { TillEvent } from './till.events.js';
import { TillReason } from './till.reasons.js';
import { deposited, type OpenTill, tillFold, type TillState } from './till.state.js';

type Outcome = Decision<TillEvent, TillReason>;

/** Cash in the hands of a person: opened, collected, brought to the bank, counted, and closed before a second one. */
export const tillDecider: Decider<TillCommand, TillEvent, TillState, TillReason> = {
  ...tillFold,

  decide(command, till) {
    if (command.type === 'OpenTill') return openTill(command, till);
    if (till.status === 'none') return refuse(TillReason.unknown, { till: command.till }, 'notFound');
    if (till.status === 'closed') return refuse(TillReason.notOpen, { till: till.till, closedOn: till.lastOn });
    switch (command.type) {
      case 'DepositCash':
        return deposit(command, till);
      case 'CountTill':
        return count(command, till);
      case 'CloseTill':
        return close(command, till);
      default:
        return unreachable(command);
    }
  },
};

/** Both sides of cash that comes from the bank, or of what a count found; nothing when there is none. */
const between = (account: Posting['account'], cash: number): readonly Posting[] =>
  cash === 0
    ? []
    : [
        { account: 'cash', amount: cash },
        { account, amount: -cash },
      ];

const wrongDay = (on: string, since: string | null, today: string) =>
  on > today || (since !== null && on < since)
    ? refuse(TillReason.wrongDay, { on, since, today }, 'unprocessable')
    : null;

/**
 * @refuses contributions.till.already_open
 * @refuses contributions.till.wrong_day        before the last session was closed, or a day that has not come
 * @refuses contributions.till.currency_differs
 * @refuses contributions.till.float_below_left what the last session left is there
 * @refuses contributions.till.above_maximum
 */
const openTill = (command: Of<'OpenTill'>, till: TillState): Outcome => {
  const { scheme, kind, holder, currency, maximum, float, openedOn, timezone, recordedOn } = command;
  if (till.status === 'open') return refuse(TillReason.alreadyOpen, { till: till.till, holder: till.holder });
  const [left, session] = till.status === 'closed' ? [till.left, till.session + 1] : [0, 1];
  const refused = wrongDay(openedOn, till.status === 'closed' ? till.lastOn : null, recordedOn);
  if (refused) return refused;
  if (till.status === 'closed' && till.currency !== currency)
    return refuse(TillReason.currencyDiffers, { currency, kept: till.currency }, 'unprocessable');
  if (float < left) return refuse(TillReason.floatBelowLeft, { float, left }, 'unprocessable');
  if (maximum !== null && float > maximum)
    return refuse(TillReason.aboveMaximum, { cash: float, maximum }, 'unprocessable');
  return accept({
    type: 'contributions.TillOpened',
    version: 1,
    effectiveAt: openedOn,
    data: {
      ...{ scheme, till: command.till, session, currency, expected: float, kind, holder, maximum },
      ...{ brought: float - left, openedOn, timezone, postings: between('bank', float - left) },
    },
  });
};

/**
 * @refuses contributions.till.slip_taken      the same slip for the same amount changes nothing
 * @refuses contributions.till.wrong_day
 * @refuses contributions.till.not_enough_cash
 */
const deposit = ({ slip, amount, depositedOn, recordedOn }: Of<'DepositCash'>, till: OpenTill): Outcome => {
  const known = till.slips.find(one => one.slip === slip);
  if (known) return known.amount === amount ? nothingToDo : refuse(TillReason.slipTaken, { slip });
  const refused = wrongDay(depositedOn, till.lastOn, recordedOn);
  if (refused) return refused;
  const there = Math.min(till.expected, till.counted ?? till.expected);
  if (amount > there) return refuse(TillReason.notEnoughCash, { amount, cash: there }, 'unprocessable');
  return accept(deposited(till, slip, amount, depositedOn));
};

/** Counted as often as one likes; the last count, with no receipt since, is the one that closes. */
const count = ({ counted, countedOn, recordedOn, actor }: Of<'CountTill'>, till: OpenTill): Outcome => {
  const refused = wrongDay(countedOn, till.lastOn, recordedOn);
  if (refused) return refused;
  const { scheme, till: id, session, currency, expected } = till;
  return accept({
    type: 'contributions.TillCounted',
    version: 1,
    effectiveAt: countedOn,
    data: {
      ...{ scheme, till: id, session, currency, expected, counted },
      ...{ difference: counted - expected, countedOn, countedBy: actor },
    },
  });
};

/**
 * @refuses contributions.till.wrong_day
 * @refuses contributions.till.not_counted nothing was counted since the last receipt
 * @refuses contributions.till.own_count   the second person is neither the holder nor the one who asks
 */
const close = ({ closedOn, approvedBy, recordedOn, actor }: Of<'CloseTill'>, till: OpenTill): Outcome => {
  const refused = wrongDay(closedOn, till.lastOn, recordedOn);
  if (refused) return refused;
  const { scheme, till: id, session, currency, expected, counted, holder } = till;
  if (counted === null) return refuse(TillReason.notCounted, { till: id });
  if (approvedBy === holder || approvedBy === actor) return refuse(TillReason.ownCount, { holder }, 'forbidden');
  const difference = counted - expected;
  return accept({
    type: 'contributions.TillClosed',
    version: 1,
    effectiveAt: closedOn,
    data: {
      ...{ scheme, till: id, session, currency, expected, left: counted, difference, closedOn, approvedBy },
      postings: between('cash-differences', difference),
    },
  });
};
