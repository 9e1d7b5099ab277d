import { accept, type Decider, type Decision, nothingToDo, refuse } from '#kernel';
import type { AwardCommand } from './award.commands.js';
import type { AwardEvent, AwardTerms } from './award.events.js';
import { AwardReason } from './award.reasons.js';
import { awardFold, type AwardState } from './award.state.js';

type Of<Type extends AwardCommand['type']> = Extract<AwardCommand, { type: Type }>;
type Outcome = Decision<AwardEvent, AwardReason>;

/** Lump sums that a committee decides and a fund pays: funerals, orphans, what the guarantee fund asks of the scheme. */
export const awardDecider: Decider<AwardCommand, AwardEvent, AwardState, AwardReason> = {
  ...awardFold,

  decide: (command, state) =>
    command.type === 'DecideAward' ? decideAward(command, state) : noteAward(command, state),
};

/**
 * @unit    `amount`: minor units, above zero.
 * @refuses subsidies.award.number_used  for another award, or in another scheme
 * @refuses subsidies.award.for_whom     a household for the premium of the guarantee fund, or none for anything else
 */
const decideAward = (command: Of<'DecideAward'>, state: AwardState): Outcome => {
  const { decidedOn } = command;
  if (state.status === 'decided') {
    const same = termsIn(state) === termsIn(command) && state.decidedOn === decidedOn;
    return same ? nothingToDo : refuse(AwardReason.numberUsed, { award: command.award });
  }
  if ((command.purpose === 'guarantee-premium') !== (command.household === null))
    return refuse(AwardReason.forWhom, { purpose: command.purpose }, 'unprocessable');
  const { scheme, award, purpose, fund, household, amount, currency, decision } = command;
  const data = { scheme, award, purpose, fund, household, amount, currency, decision, decidedOn };
  return accept({ type: 'subsidies.AwardDecided', version: 1, effectiveAt: decidedOn, data });
};

/** @refuses subsidies.award.unknown nobody decided on it */
const noteAward = ({ scheme, award, granted, waiting, reason, on }: Of<'NoteAward'>, state: AwardState): Outcome => {
  if (state.status === 'none') return refuse(AwardReason.unknown, { award }, 'notFound');
  if (state.granted === granted && state.waiting === waiting && state.reason === reason) return nothingToDo;
  const data = { scheme, award, granted, waiting, reason, owed: granted > state.granted };
  return accept({ type: 'subsidies.AwardStands', version: 1, effectiveAt: on, data });
};

const termsIn = ({ scheme, purpose, fund, household, amount, currency, decision }: AwardTerms): string =>
  JSON.stringify([scheme, purpose, fund, household, amount, currency, decision]);
