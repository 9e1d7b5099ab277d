import { acceptIn, nothingToDo, ratioOf, refuse } from '#kernel';
import type { AskedTerm, Carrier } from '../household/household.state.js';
import { clawBack } from '../ledger/postings.js';
import { contractOn, type OpenFund, openTermOf } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { ReservationReason } from './reservation.reasons.js';
import type { ReservationOutcome } from './reservation.streams.js';
import { Draft, nothingYet, serveWaiting } from './waiting-list.js';

type ClawBack = Extract<ReservationCommand, { type: 'ClawBack' }>;

/**
 * Takes back what a person's unearned months were given, where the contract says so: first of what the scheme was not
 * paid yet, then of what it was. What comes back serves those who wait.
 *
 * @unit    months: whole; the amount is rounded down, so that a scheme never gives back more than it did not earn.
 * @refuses subsidies.clawback.not_agreed   the contract keeps what was granted
 * @refuses subsidies.clawback.months_wrong more months are unearned than there are
 */
export const clawBackMonths = (
  command: ClawBack,
  fund: OpenFund,
  asked: AskedTerm,
  carrier: Carrier,
): ReservationOutcome => {
  const { scheme, household, term, person, cause, unearnedMonths, months, clawedBackOn } = command;
  if (carrier.clawedBack.includes(person)) return nothingToDo;
  if (months <= 0 || unearnedMonths < 0 || unearnedMonths > months)
    return refuse(ReservationReason.monthsWrong, { unearnedMonths, months }, 'invalid');
  if (!contractOn(fund, carrier.requestedOn ?? clawedBackOn)?.clawback)
    return refuse(ReservationReason.clawbackNotAgreed, { fund: fund.fund });
  const { persons, amount: granted } = carrier;
  const open = openTermOf(fund, command)?.standing;
  const committed = open?.committed ?? 0;
  const settled = (open?.total ?? granted) - committed - (open?.reserved ?? 0);
  const ofPerson = persons === 0 ? 0 : Math.floor(granted / persons);
  const amount = Math.min(ratioOf(ofPerson, unearnedMonths, months, 'down'), committed + settled);
  if (amount === 0) return nothingToDo;
  const fromCommitted = Math.min(amount, committed);
  const before = open ?? { ...nothingYet, total: granted, served: persons };
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.SubsidyClawedBack',
    version: 1,
    effectiveAt: clawedBackOn,
    data: {
      ...draft.movement(amount, clawBack(scheme, fromCommitted, amount - fromCommitted)),
      ...{ scheme, household, term },
      ...(asked.cofunded ? { cofunding: asked.cofunded.cofunding } : {}),
      standing: { ...before, total: before.total - amount, committed: committed - fromCommitted },
      ...{ person, cause, unearnedMonths, months, fromSettled: amount - fromCommitted, clawedBackOn },
    },
  });
  serveWaiting(draft, clawedBackOn);
  const data = { household, scheme, term, fund: fund.fund, person, amount, clawedBackOn };
  return acceptIn({
    fund: draft.events,
    household: [{ type: 'subsidies.PersonClawedBack', version: 1, effectiveAt: clawedBackOn, data }],
  });
};
