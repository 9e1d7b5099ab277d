import { accept, type Day, daysBetween, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { GovernanceCommand, Of } from './governance.commands.js';
import type { GovernanceEvent } from './governance.events.js';
import { GovernanceReason } from './governance.reasons.js';
import { governanceFold, type GovernanceState, type KnownAgreement } from './governance.state.js';
import type { Agreement } from './governance.types.js';
import { alike } from './alike.js';

type Outcome = Decision<GovernanceEvent, GovernanceReason>;

/** A scheme's organs, what they decided, and what was agreed with partners. */
export const governanceDecider: Decider<GovernanceCommand, GovernanceEvent, GovernanceState, GovernanceReason> = {
  ...governanceFold,

  decide(command, state) {
    switch (command.type) {
      case 'StartMandate':
        return startMandate(command, state);
      case 'EndMandate':
        return endMandate(command, state);
      case 'HoldMeeting':
        return holdMeeting(command, state);
      case 'RecordResolution':
        return recordResolution(command, state);
      case 'SignAgreement':
        return signAgreement(command, state);
      case 'FulfilDuty':
        return fulfilDuty(command, state);
      default:
        return unreachable(command);
    }
  },
};

const future = (day: Day, today: Day) =>
  day > today ? refuse(GovernanceReason.datedInFuture, { day, today }, 'unprocessable') : null;

/** @refuses membership.governance.number_taken, ends_before_start, office_held (one holder per office and organ) */
const startMandate = ({ type: _, recordedOn: __, ...mandate }: Of<'StartMandate'>, state: GovernanceState): Outcome => {
  const known = state.mandates.find(other => other.mandate === mandate.mandate);
  if (known) return alike(known, mandate) ? nothingToDo : refuse(GovernanceReason.numberTaken);
  const { organ, office, from, until } = mandate;
  if (until < from) return refuse(GovernanceReason.endsBeforeStart, { from, until }, 'unprocessable');
  const held = state.mandates.find(
    other => other.organ === organ && other.office === office && other.from <= until && from <= other.until,
  );
  if (held) return refuse(GovernanceReason.officeHeld, { mandate: held.mandate, until: held.until });
  return accept({ type: 'membership.MandateStarted', version: 1, effectiveAt: from, data: mandate });
};

/** @refuses membership.governance.unknown, dated_in_future, ends_before_start */
const endMandate = ({ scheme, mandate, on, recordedOn }: Of<'EndMandate'>, state: GovernanceState): Outcome => {
  const known = state.mandates.find(other => other.mandate === mandate);
  if (!known) return refuse(GovernanceReason.unknown, { mandate }, 'notFound');
  if (known.until <= on) return nothingToDo;
  if (on < known.from) return refuse(GovernanceReason.endsBeforeStart, { from: known.from, on }, 'unprocessable');
  return (
    future(on, recordedOn) ??
    accept({ type: 'membership.MandateEnded', version: 1, effectiveAt: on, data: { scheme, mandate, on } })
  );
};

/** @refuses membership.governance.number_taken, dated_in_future, counts_do_not_fit */
const holdMeeting = ({ type: _, recordedOn, ...meeting }: Of<'HoldMeeting'>, state: GovernanceState): Outcome => {
  const known = state.meetings.find(other => other.meeting === meeting.meeting);
  if (known) return alike(known, meeting) ? nothingToDo : refuse(GovernanceReason.numberTaken);
  const { heldOn, called, present, quorum_bps } = meeting;
  if (present > called) return refuse(GovernanceReason.countsDoNotFit, { present, called }, 'unprocessable');
  const quorate = present * 10_000 >= called * quorum_bps;
  return (
    future(heldOn, recordedOn) ??
    accept({ type: 'membership.MeetingHeld', version: 1, effectiveAt: heldOn, data: { ...meeting, quorate } })
  );
};

/** @refuses membership.governance.unknown (meeting), number_taken, no_quorum, counts_do_not_fit */
const recordResolution = (
  { type: _, recordedOn: __, ...resolution }: Of<'RecordResolution'>,
  state: GovernanceState,
): Outcome => {
  const meeting = state.meetings.find(other => other.meeting === resolution.meeting);
  if (!meeting) return refuse(GovernanceReason.unknown, { meeting: resolution.meeting }, 'notFound');
  const known = state.resolutions.find(other => other.decision === resolution.decision);
  if (known) return alike(known, resolution) ? nothingToDo : refuse(GovernanceReason.numberTaken);
  if (!meeting.quorate) return refuse(GovernanceReason.noQuorum, { meeting: meeting.meeting });
  const { inFavour, against, abstained } = resolution;
  if (inFavour + against + abstained > meeting.present)
    return refuse(GovernanceReason.countsDoNotFit, { present: meeting.present }, 'unprocessable');
  return accept({
    type: 'membership.ResolutionRecorded',
    version: 1,
    effectiveAt: meeting.heldOn,
    data: { ...resolution, adopted: inFavour > against, decidedOn: meeting.heldOn },
  });
};

/** @refuses membership.governance.number_taken, ends_before_start */
const signAgreement = (
  { type: _, recordedOn: __, ...signed }: Of<'SignAgreement'>,
  state: GovernanceState,
): Outcome => {
  const { agreement, from, until, duties } = signed;
  const known = state.agreements.find(other => other.agreement === agreement);
  if (known) return isSame(known, signed) ? nothingToDo : refuse(GovernanceReason.numberTaken);
  if (until < from) return refuse(GovernanceReason.endsBeforeStart, { from, until }, 'unprocessable');
  if (new Set(duties.map(({ duty }) => duty)).size < duties.length) return refuse(GovernanceReason.numberTaken);
  return accept({ type: 'membership.AgreementSigned', version: 1, effectiveAt: from, data: signed });
};

/** What has been fulfilled since does not make it another agreement; another day, or another duty, does. */
const isSame = ({ duties: known, ...agreement }: KnownAgreement, { duties, ...asked }: Agreement): boolean =>
  alike(agreement, asked) && known.length === duties.length && known.every((duty, at) => alike(duty, duties[at]!));

/** @refuses membership.governance.unknown, dated_in_future */
const fulfilDuty = (
  { scheme, agreement, duty, on, recordedOn }: Of<'FulfilDuty'>,
  { agreements }: GovernanceState,
): Outcome => {
  const known = agreements.find(other => other.agreement === agreement)?.duties.find(other => other.duty === duty);
  if (!known) return refuse(GovernanceReason.unknown, { agreement, duty }, 'notFound');
  if (known.fulfilledOn !== null) return nothingToDo;
  const late_days = Math.max(0, daysBetween(known.dueOn, on));
  const data = { scheme, agreement, duty, on, late_days };
  return future(on, recordedOn) ?? accept({ type: 'membership.DutyFulfilled', version: 1, effectiveAt: on, data });
};
