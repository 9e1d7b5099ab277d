import type { Day, Decider, DomainEvent } from '#kernel';
import { refuse } from '#kernel';
import { SchemeReason } from './scheme.reasons.js';

/** En création, immatriculée, suspendue, absorbée: where a scheme is in its life. */
export type Standing = 'founding' | 'registered' | 'suspended' | 'merged';

/** Since when a scheme stands so, and by which decision. */
export interface StandingSince {
  readonly standing: Standing;
  readonly since: Day;
  readonly decision: string;
}

/** Nobody new is taken in; who is covered stays covered, renews, gives birth, moves and is buried. */
const takingIn = [
  'EnrolHousehold',
  'AddPerson',
  'TakeOverCover',
  'GrantTargetedCover',
  'ReceiveTransfer',
  'FormGroup',
  'JoinGroup',
] as const;

/** What each standing forbids. Whatever is not named is allowed: duties to those who are covered never stop. */
const forbidden: Readonly<Record<Standing, ReadonlySet<string>>> = {
  founding: new Set(['EnrolHousehold', 'ReceiveTransfer']),
  registered: new Set(),
  suspended: new Set(takingIn),
  merged: new Set([...takingIn, 'OpenSection', 'PublishCoverRules', 'AppointCollector']),
};

export const forbids = (standing: Standing, act: string): boolean => forbidden[standing].has(act);

/**
 * The same decider, which the scheme's standing goes before.
 * @refuses membership.scheme.standing_forbids what a scheme being founded, suspended or merged may not do
 */
export const standingFirst = <Command extends { readonly type: string }, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
  standing: Standing,
): Decider<Command, Event, State> =>
  standing === 'registered'
    ? decider
    : {
        ...decider,
        decide: (command, state) =>
          forbids(standing, command.type)
            ? refuse(SchemeReason.standingForbids, { standing, act: command.type })
            : decider.decide(command, state),
      };
