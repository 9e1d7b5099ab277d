import { acceptIn, type Day, type JointDecider, nothingToDo, refuse, unreachable } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { type AskedTerm, householdFold } from '../household/household.state.js';
import type { Standing } from './fund.events.js';
import { fundFold, type OpenFund, type OpenTerm, openTermOf } from './fund.state.js';
import { commit, release, undoCommit } from '../ledger/postings.js';
import { clawBackMonths } from './claw-back.js';
import { requestSubsidy } from './request-subsidy.js';
import type { ReservationCommand } from './reservation.commands.js';
import { ReservationReason } from './reservation.reasons.js';
import type { ReservationOutcome, ReservationStreams } from './reservation.streams.js';
import { Draft, serveWaiting } from './waiting-list.js';

type Of<Type extends ReservationCommand['type']> = Extract<ReservationCommand, { type: Type }>;
type Held = { readonly fund: OpenFund; readonly asked: AskedTerm; readonly open: OpenTerm };

/** Decides whose franc carries which contribution. */
export const reservationDecider: JointDecider<ReservationCommand, ReservationStreams, ReservationReason> = {
  folds: { fund: fundFold, household: householdFold },

  decide(command, { fund, household }) {
    const asked = household.terms[command.term];
    if (command.type === 'RequestSubsidy') return requestSubsidy(command, fund, household);
    const carrier = fund.status === 'none' ? undefined : asked?.carriers[fund.fund];
    if (fund.status === 'none' || !asked || asked.scheme !== command.scheme || !carrier)
      return refuse(ReservationReason.unknown, { household: command.household, term: command.term }, 'notFound');
    if (command.type === 'ClawBack') return clawBackMonths(command, fund, asked, carrier);
    if (!carrier.asked)
      return refuse(ReservationReason.unknown, { household: command.household, term: command.term }, 'notFound');
    const open = openTermOf(fund, command);
    if (!open) return settledAlready(command);
    switch (command.type) {
      case 'CommitReservation':
        return commitReservation(command, { fund, asked, open });
      case 'UndoCommitment':
        return undoCommitment(command, { fund, asked, open });
      case 'ReleaseReservation':
        return releaseReservation(command, { fund, asked, open });
      default:
        return unreachable(command);
    }
  },
};

/** Nothing of the term is open: all of it was settled. */
const settledAlready = ({ type, household, term }: ReservationCommand): ReservationOutcome =>
  type === 'CommitReservation' ? nothingToDo : refuse(ReservationReason.settled, { household, term });

/**
 * Cover opened: what is reserved for the term is owed to the scheme. What still waits keeps its place.
 *
 * @refuses subsidies.reservation.unknown  no fund carries the term
 */
const commitReservation = (command: Of<'CommitReservation'>, { fund, asked, open }: Held): ReservationOutcome => {
  const { reserved, committed } = open.standing;
  if (reserved === 0) return nothingToDo;
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.SubsidyCommitted',
    version: 1,
    effectiveAt: command.committedOn,
    data: {
      ...draft.movement(reserved, commit(command.scheme, reserved)),
      ...termOf(command),
      ...cofundingOf(asked),
      standing: { ...open.standing, reserved: 0, committed: committed + reserved },
    },
  });
  return acceptIn({ fund: draft.events });
};

/**
 * Cover was withdrawn (a receipt was voided) but the dues stand: the household may pay again and finds its money.
 *
 * @refuses subsidies.reservation.unknown  no fund carries the term
 * @refuses subsidies.reservation.settled  the scheme was paid already: money comes back by a clawback only
 */
const undoCommitment = (command: Of<'UndoCommitment'>, { fund, asked, open }: Held): ReservationOutcome => {
  const { reserved, committed } = open.standing;
  if (committed === 0) return nothingToDo;
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.CommitmentUndone',
    version: 1,
    effectiveAt: command.undoneOn,
    data: {
      ...draft.movement(committed, undoCommit(command.scheme, committed)),
      ...termOf(command),
      ...cofundingOf(asked),
      standing: { ...open.standing, reserved: reserved + committed, committed: 0 },
    },
  });
  return acceptIn({ fund: draft.events });
};

/**
 * The dues are void: what is not settled goes back to the fund and serves those who wait.
 *
 * @refuses subsidies.reservation.unknown  no fund carries the term
 * @refuses subsidies.reservation.settled  the scheme was paid already: money comes back by a clawback only
 */
const releaseReservation = (command: Of<'ReleaseReservation'>, { fund, asked, open }: Held): ReservationOutcome => {
  const { total, reserved, committed } = open.standing;
  const kept = total - reserved - committed;
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.SubsidyReleased',
    version: 1,
    effectiveAt: command.releasedOn,
    data: {
      ...draft.movement(reserved + committed, release(command.scheme, reserved, committed)),
      ...termOf(command),
      ...cofundingOf(asked),
      standing: released(kept),
      releasedOn: command.releasedOn,
    },
  });
  serveWaiting(draft, command.releasedOn);
  return acceptIn({ fund: draft.events, household: [noLongerAsked(command, fund.fund, kept, command.releasedOn)] });
};

const released = (kept: number): Standing => ({
  total: kept,
  reserved: 0,
  committed: 0,
  served: 0,
  waiting: 0,
  reason: null,
});

const noLongerAsked = (command: ReservationCommand, fund: string, kept: number, releasedOn: Day): HouseholdEvent => ({
  type: 'subsidies.FundNoLongerAsked',
  version: 1,
  effectiveAt: releasedOn,
  data: { ...termOf(command), fund, kept, releasedOn },
});

const termOf = ({ scheme, household, term }: ReservationCommand) => ({ scheme, household, term });

const cofundingOf = ({ cofunded }: AskedTerm) => (cofunded ? { cofunding: cofunded.cofunding } : {});
