import { accept, type Day, type Decider, type Decision, nothingToDo, refuse } from '#kernel';
import type { DuplicateEvent } from './duplicate.events.js';
import { DuplicateReason } from './duplicate.reasons.js';
import { duplicateFold, type DuplicateState } from './duplicate.state.js';
import { type Ground, inOrder, type KnownSide, type Side, type Verdict } from './duplicate.types.js';
import { leastScore, type Resemblance } from './resemblance.rule.js';

export type DuplicateRequest =
  | { readonly type: 'ProposeDuplicate'; readonly first: Side; readonly second: Side }
  | {
      readonly type: 'DecideDuplicate';
      readonly first: Side;
      readonly second: Side;
      readonly verdict: Verdict;
      readonly because: Ground;
      readonly reference: string;
    };

/** What the edge looked up: where each of them is, and how alike they are; null where nothing can be read any more. */
interface LookedUp {
  readonly known: readonly [KnownSide, KnownSide] | null;
  readonly alike: Resemblance | null;
  readonly actor: string;
  readonly recordedOn: Day;
}
export type DuplicateCommand = DuplicateRequest & LookedUp;
type Of<Type extends DuplicateCommand['type']> = Extract<DuplicateCommand, { type: Type }>;
type Outcome = Decision<DuplicateEvent, DuplicateReason>;

/** Whether two registered persons are one. A person puts it forward, another one decides; nothing does so by itself. */
export const duplicateDecider: Decider<DuplicateCommand, DuplicateEvent, DuplicateState, DuplicateReason> = {
  ...duplicateFold,
  decide: (command, state) =>
    command.type === 'ProposeDuplicate' ? propose(command, state) : decideOf(command, state),
};

/** @refuses membership.duplicate.same_household, unknown, unreadable, not_alike */
const propose = (command: Of<'ProposeDuplicate'>, state: DuplicateState): Outcome => {
  const { first, second, known, alike, actor, recordedOn } = command;
  if (state.status === 'proposed') return nothingToDo;
  if (first.household === second.household)
    return refuse(DuplicateReason.sameHousehold, { household: first.household }, 'unprocessable');
  if (!known) return refuse(DuplicateReason.unknown, undefined, 'notFound');
  if (!alike) return refuse(DuplicateReason.unreadable, undefined, 'unprocessable');
  const { score, because } = alike;
  if (score < leastScore) return refuse(DuplicateReason.notAlike, { score, least: leastScore }, 'unprocessable');
  const [one, other] = inOrder(...known);
  const data = { first: one, second: other, score, because, proposedBy: actor, proposedOn: recordedOn };
  return accept({ type: 'membership.DuplicateProposed', version: 1, effectiveAt: recordedOn, data });
};

/**
 * Also decides anew: a paper that turns up later may say otherwise.
 *
 * @refuses membership.duplicate.unknown             nobody put it forward
 * @refuses membership.duplicate.same_person         whoever put it forward
 * @refuses membership.duplicate.ground_does_not_fit papers are awaited while it is undecided, and only then
 */
const decideOf = (command: Of<'DecideDuplicate'>, state: DuplicateState): Outcome => {
  const { verdict, because, reference, actor, recordedOn } = command;
  if (state.status === 'none') return refuse(DuplicateReason.unknown, undefined, 'notFound');
  const { first, second, decision, proposedBy } = state;
  if (decision?.verdict === verdict && decision.reference === reference) return nothingToDo;
  if (actor === proposedBy) return refuse(DuplicateReason.samePerson, undefined, 'forbidden');
  if ((verdict === 'undecided') !== (because === 'awaitingPapers'))
    return refuse(DuplicateReason.groundDoesNotFit, { verdict, because }, 'unprocessable');
  return accept({
    type: 'membership.DuplicateDecided',
    version: 1,
    effectiveAt: recordedOn,
    data: {
      ...{ first, second, verdict, previous: decision?.verdict ?? null, because, reference },
      ...{ decidedBy: actor, decidedOn: recordedOn },
    },
  });
};
