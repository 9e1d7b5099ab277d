import type { Answer, Metadata } from '#eventstore';
import { claimAnswer, openAnswer } from './claim.answer.js';
import type { ClaimRequest } from './claim.requests.js';
import type { ClaimState } from './claim.state.js';

/** What is told of a claim to who asked. */
export type Told = (states: { readonly claim: ClaimState }) => Answer;

export const answerFor =
  (person: string, readsActs = true): Told =>
  ({ claim }) => ({
    body: readsActs ? claimAnswer(claim) : openAnswer(claim),
    seal: { subject: person, class: 'medical' },
  });

/** People who ask are told how the claim stands then; what follows from other facts is told nobody. */
export const answerTo = (request: ClaimRequest, claim: ClaimState, metadata: Metadata): Told | undefined =>
  answered.has(request.type) && claim.status !== 'none'
    ? answerFor(claim.submitted.person, mayRead(request, metadata))
    : undefined;

const answered: ReadonlySet<ClaimRequest['type']> = new Set([
  'ReverseClaim',
  'OpenReview',
  'AssignReview',
  'DecideReview',
  'AppealClaim',
  'DecideAppeal',
  'RecordFeedback',
]);

/** Of a claim that is annulled nothing medical is told; else it is for the medical adviser alone. */
const mayRead = ({ type }: ClaimRequest, { actor }: Metadata): boolean =>
  type === 'ReverseClaim' || actor.role === 'medical-reviewer';
