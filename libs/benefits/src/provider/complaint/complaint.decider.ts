import { accept, addDays, type Decision, nothingToDo, refuse, seal } from '#kernel';
import type { ProviderEvent } from '../provider.events.js';
import { agreementsOf, contractOn, type ProviderState } from '../provider.state.js';
import type { AnswerComplaint, ComplaintCommand, FileComplaint } from './complaint.commands.js';
import { ComplaintReason } from './complaint.reasons.js';
import type { Complaint } from './complaint.types.js';

type Outcome = Decision<ProviderEvent, ComplaintReason>;

/** What members complain of a provider, and what follows by its contract. */
export const decideComplaint = (command: ComplaintCommand, provider: ProviderState): Outcome =>
  command.type === 'FileComplaint' ? file(command, provider) : answer(command, provider);

/**
 * @refuses benefits.complaint.already_filed      the id was used for another complaint
 * @refuses benefits.complaint.happened_in_future what is complained of is after the day it is told
 * @refuses benefits.complaint.not_contracted     the scheme has, and had, no contract with the provider
 */
const file = (command: FileComplaint, provider: ProviderState): Outcome => {
  const { scheme, complaint, kind, person, happenedOn, words, actor, on } = command;
  const { contracts, complaints } = agreementsOf(provider, scheme);
  const known = complaints?.get(complaint);
  if (known) {
    const same = known.kind === kind && known.happenedOn === happenedOn && known.filedBy === actor;
    return same ? nothingToDo : refuse(ComplaintReason.alreadyFiled, { complaint });
  }
  if (happenedOn > on) return refuse(ComplaintReason.happenedInFuture, { happenedOn, on }, 'unprocessable');
  if (contracts.length === 0) return refuse(ComplaintReason.notContracted, undefined, 'notFound');
  return accept({
    type: 'benefits.ComplaintFiled',
    version: 1,
    effectiveAt: happenedOn,
    data: { provider: command.provider, scheme, complaint, kind, happenedOn, filedOn: on, filedBy: actor },
    sealed: { told: seal(subjectOf(command, person), 'medical', { person, words }) },
  });
};

/**
 * @refuses benefits.complaint.not_found        there is no such complaint in this scheme
 * @refuses benefits.complaint.already_answered another finding was made
 * @refuses benefits.complaint.same_person      whoever entered it does not answer it
 */
const answer = (command: AnswerComplaint, provider: ProviderState): Outcome => {
  const { provider: id, scheme, complaint, outcome, actor, on } = command;
  const known = agreementsOf(provider, scheme).complaints?.get(complaint);
  if (!known) return refuse(ComplaintReason.notFound, undefined, 'notFound');
  if (known.status !== 'open')
    return known.status === outcome ? nothingToDo : refuse(ComplaintReason.alreadyAnswered, { complaint });
  if (known.filedBy === actor) return refuse(ComplaintReason.samePerson, undefined, 'forbidden');
  return accept(
    {
      type: 'benefits.ComplaintAnswered',
      version: 1,
      effectiveAt: on,
      data: { provider: id, scheme, complaint, outcome, answeredOn: on, answeredBy: actor },
      sealed: { answer: seal(subjectOf(command, null), 'medical', { text: command.answer }) },
    },
    ...(outcome === 'founded' ? consequences(command, known, provider) : []),
  );
};

/** By the contract in force on the day of the finding: founded complaints about days no longer ago than it says. */
const consequences = (
  { provider: id, scheme, on }: AnswerComplaint,
  found: Complaint,
  provider: ProviderState,
): readonly ProviderEvent[] => {
  const { contract } = contractOn(provider, scheme, on);
  const clause = contract?.quality;
  if (!clause) return [];
  const from = addDays(on, 1 - clause.withinDays);
  const others = [...(agreementsOf(provider, scheme).complaints?.values() ?? [])];
  const counted = [...others.filter(({ status }) => status === 'founded'), found].filter(
    ({ happenedOn }) => happenedOn >= from,
  );
  if (!counted.includes(found) || counted.length <= clause.mostComplaints) return [];
  const { mostComplaints, withinDays, suspendDays } = clause;
  const founded = counted.map(({ complaint }) => complaint);
  const consequence = suspendDays === undefined ? 'warning' : 'suspension';
  const broken: ProviderEvent = {
    type: 'benefits.QualityClauseBroken',
    version: 1,
    effectiveAt: on,
    data: { provider: id, scheme, founded, mostComplaints, withinDays, consequence, on },
  };
  if (suspendDays === undefined) return [broken];
  const start = addDays(on, 1);
  const until = addDays(on, suspendDays);
  const data = { provider: id, scheme, from: start, until };
  return [broken, { type: 'benefits.ProviderSuspended', version: 1, effectiveAt: start, data }];
};

/** Nobody's name is needed: what an unnamed person said is kept under the complaint's own. */
const subjectOf = ({ scheme, complaint }: ComplaintCommand, person: string | null): string =>
  person ?? `complaint-${scheme}.${complaint}`;
