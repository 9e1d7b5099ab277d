import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { SchemeCommand } from './scheme.commands.js';
import type { SchemeEvent } from './scheme.events.js';
import { SchemeReason } from './scheme.reasons.js';
import type { RegisteredScheme, SchemeState } from './scheme.state.js';
import { changeStanding } from './standing.decider.js';
import { forbids, type Standing } from './standing.js';

type Outcome = Decision<SchemeEvent, SchemeReason>;
type Of<Type extends SchemeCommand['type']> = Extract<SchemeCommand, { type: Type }>;

export const schemeDecider: Decider<SchemeCommand, SchemeEvent, SchemeState, SchemeReason> = {
  initialState: { status: 'none' },

  decide(command, scheme) {
    if (command.type === 'FoundScheme') return found(command, scheme);
    if (command.type === 'RegisterScheme') return register(command, scheme);
    if (scheme.status === 'none') return refuse(SchemeReason.unknown, undefined, 'notFound');
    if (forbids(scheme.status, command.type))
      return refuse(SchemeReason.standingForbids, { standing: scheme.status, act: command.type });
    switch (command.type) {
      case 'SuspendScheme':
      case 'LiftSuspension':
      case 'MergeScheme':
        return changeStanding(command, scheme);
      case 'OpenSection':
        return openSection(command, scheme);
      case 'CloseDay':
        return closeDay(command, scheme);
      default:
        return unreachable(command);
    }
  },

  evolve(scheme, event) {
    if (event.type === 'membership.SchemeFounded') {
      const { on, decision, ...particulars } = event.data;
      const standings = [{ standing: 'founding' as const, since: on, decision }];
      return { status: 'founding', ...particulars, sections: {}, closedUpTo: null, standings };
    }
    if (event.type === 'membership.SchemeRegistered')
      return scheme.status === 'none'
        ? { status: 'registered', ...event.data, sections: {}, closedUpTo: null }
        : { ...scheme, ...event.data, status: 'registered' };
    if (scheme.status === 'none') return scheme;
    switch (event.type) {
      case 'membership.SchemeSuspended':
        return standing(scheme, 'suspended', event.data);
      case 'membership.SuspensionLifted':
        return standing(scheme, 'registered', event.data);
      case 'membership.SchemeMerged':
        return { ...standing(scheme, 'merged', event.data), into: event.data.into };
      case 'membership.SectionOpened':
        return { ...scheme, sections: { ...scheme.sections, [event.data.section]: event.data.name } };
      case 'membership.DayClosed':
        return { ...scheme, closedUpTo: event.data.day };
      default:
        return unreachable(event);
    }
  },
};

const standing = (
  scheme: RegisteredScheme,
  status: Standing,
  { on, decision }: { on: string; decision: string },
): RegisteredScheme => ({
  ...scheme,
  status,
  standings: [...(scheme.standings ?? []), { standing: status, since: on, decision }],
});

type Particulars = Omit<Of<'RegisterScheme'>, 'type' | 'recordedOn'>;

const isSame = (particulars: Particulars, scheme: RegisteredScheme): boolean =>
  (Object.keys(particulars) as (keyof Particulars)[]).every(key => particulars[key] === scheme[key]);

/**
 * @refuses membership.scheme.already_registered when the id is taken
 * @refuses membership.scheme.dated_in_future
 */
const found = (
  { type: _, recordedOn, on, decision, ...particulars }: Of<'FoundScheme'>,
  scheme: SchemeState,
): Outcome => {
  if (scheme.status !== 'none')
    return scheme.status === 'founding' && isSame(particulars, scheme)
      ? nothingToDo
      : refuse(SchemeReason.alreadyRegistered, { scheme: particulars.scheme });
  if (on > recordedOn) return refuse(SchemeReason.datedInFuture, { on, today: recordedOn }, 'unprocessable');
  return accept({
    type: 'membership.SchemeFounded',
    version: 1,
    effectiveAt: on,
    data: { ...particulars, on, decision },
  });
};

/** @refuses membership.scheme.already_registered when the id stands for a scheme with other particulars */
const register = ({ type: _, recordedOn, ...particulars }: Of<'RegisterScheme'>, scheme: SchemeState): Outcome => {
  if (scheme.status !== 'none' && !isSame(particulars, scheme))
    return refuse(SchemeReason.alreadyRegistered, { scheme: particulars.scheme });
  if (scheme.status !== 'none' && scheme.status !== 'founding') return nothingToDo;
  return accept({ type: 'membership.SchemeRegistered', version: 1, effectiveAt: recordedOn, data: particulars });
};

/** @refuses membership.scheme.section_already_open when the section exists under another name */
const openSection = (
  { section, name, recordedOn }: Of<'OpenSection'>,
  { scheme, sections }: RegisteredScheme,
): Outcome => {
  if (Object.hasOwn(sections, section)) {
    return sections[section] === name ? nothingToDo : refuse(SchemeReason.sectionAlreadyOpen, { section });
  }
  return accept({
    type: 'membership.SectionOpened',
    version: 1,
    effectiveAt: recordedOn,
    data: { scheme, section, name },
  });
};

/**
 * Days are closed in order; closing an earlier one again changes nothing.
 * @refuses membership.scheme.day_not_reached a day that has not come cannot be closed: its payments may still be made
 */
const closeDay = ({ day, recordedOn }: Of<'CloseDay'>, { scheme, closedUpTo }: RegisteredScheme): Outcome => {
  if (day > recordedOn) return refuse(SchemeReason.dayNotReached, { day, today: recordedOn }, 'unprocessable');
  if (closedUpTo !== null && day <= closedUpTo) return nothingToDo;
  return accept({ type: 'membership.DayClosed', version: 1, effectiveAt: day, data: { scheme, day } });
};
