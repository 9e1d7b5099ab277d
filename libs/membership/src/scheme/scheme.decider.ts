import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { SchemeCommand } from './scheme.commands.js';
import type { SchemeEvent } from './scheme.events.js';
import { SchemeReason } from './scheme.reasons.js';
import type { RegisteredScheme, SchemeState } from './scheme.state.js';

type Outcome = Decision<SchemeEvent, SchemeReason>;
type Of<Type extends SchemeCommand['type']> = Extract<SchemeCommand, { type: Type }>;

export const schemeDecider: Decider<SchemeCommand, SchemeEvent, SchemeState, SchemeReason> = {
  initialState: { status: 'none' },

  decide(command, scheme) {
    if (command.type === 'RegisterScheme') return register(command, scheme);
    if (scheme.status === 'none') return refuse(SchemeReason.unknown, undefined, 'notFound');
    switch (command.type) {
      case 'OpenSection':
        return openSection(command, scheme);
      case 'CloseDay':
        return closeDay(command, scheme);
      default:
        return unreachable(command);
    }
  },

  evolve(scheme, event) {
    if (event.type === 'membership.SchemeRegistered')
      return { status: 'registered', ...event.data, sections: {}, closedUpTo: null };
    if (scheme.status === 'none') return scheme;
    switch (event.type) {
      case 'membership.SectionOpened':
        return { ...scheme, sections: { ...scheme.sections, [event.data.section]: event.data.name } };
      case 'membership.DayClosed':
        return { ...scheme, closedUpTo: event.data.day };
      default:
        return unreachable(event);
    }
  },
};

/** @refuses membership.scheme.already_registered when the id stands for a scheme with other particulars */
const register = ({ type: _, recordedOn, ...particulars }: Of<'RegisterScheme'>, scheme: SchemeState): Outcome => {
  if (scheme.status === 'registered') {
    const same = (Object.keys(particulars) as (keyof typeof particulars)[]).every(
      key => particulars[key] === scheme[key],
    );
    return same ? nothingToDo : refuse(SchemeReason.alreadyRegistered, { scheme: particulars.scheme });
  }
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
