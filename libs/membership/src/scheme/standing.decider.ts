import { accept, type Decision, nothingToDo, refuse } from '#kernel';
import type { SchemeCommand } from './scheme.commands.js';
import type { SchemeEvent } from './scheme.events.js';
import { SchemeReason } from './scheme.reasons.js';
import type { RegisteredScheme } from './scheme.state.js';

type Outcome = Decision<SchemeEvent, SchemeReason>;
type Of<Type extends SchemeCommand['type']> = Extract<SchemeCommand, { type: Type }>;
export type StandingCommand = Of<'SuspendScheme' | 'LiftSuspension' | 'MergeScheme'>;

/**
 * A scheme is suspended, goes on, or becomes part of another; each by a decision that is named, on a day that has come
 * and is not before the last change.
 *
 * @refuses membership.scheme.dated_in_future, membership.scheme.before_last_change
 * @refuses membership.scheme.merged: nothing follows a merger
 * @refuses membership.scheme.not_registered a scheme that is being founded is neither suspended nor merged
 * @refuses membership.scheme.not_suspended, membership.scheme.successor_unfit
 */
export const changeStanding = (command: StandingCommand, scheme: RegisteredScheme): Outcome => {
  const { on, decision, recordedOn } = command;
  if (isRepeated(command, scheme)) return nothingToDo;
  if (scheme.status === 'merged') return refuse(SchemeReason.merged, { into: scheme.into ?? null });
  if (scheme.status === 'founding') return refuse(SchemeReason.notRegistered, undefined);
  if (on > recordedOn) return refuse(SchemeReason.datedInFuture, { on, today: recordedOn }, 'unprocessable');
  const since = scheme.standings?.at(-1)?.since;
  if (since !== undefined && on < since) return refuse(SchemeReason.beforeLastChange, { on, since }, 'unprocessable');
  const about = { scheme: scheme.scheme, on, decision };
  if (command.type === 'SuspendScheme')
    return scheme.status === 'suspended'
      ? refuse(SchemeReason.alreadySuspended, { since: since ?? null })
      : accept({ type: 'membership.SchemeSuspended', version: 1, effectiveAt: on, data: about });
  if (command.type === 'LiftSuspension')
    return scheme.status === 'suspended'
      ? accept({ type: 'membership.SuspensionLifted', version: 1, effectiveAt: on, data: about })
      : refuse(SchemeReason.notSuspended, undefined);
  const { into, successorFit } = command;
  if (!successorFit || into === scheme.scheme) return refuse(SchemeReason.successorUnfit, { into }, 'unprocessable');
  return accept({ type: 'membership.SchemeMerged', version: 1, effectiveAt: on, data: { ...about, into } });
};

const standingAfter = { SuspendScheme: 'suspended', LiftSuspension: 'registered', MergeScheme: 'merged' } as const;

/** The same paper again: it is what the scheme stands by now. */
const isRepeated = (command: StandingCommand, scheme: RegisteredScheme): boolean => {
  const last = scheme.standings?.at(-1);
  return (
    last?.standing === standingAfter[command.type] &&
    last.since === command.on &&
    last.decision === command.decision &&
    (command.type !== 'MergeScheme' || scheme.into === command.into)
  );
};
