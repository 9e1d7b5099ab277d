import { Injectable } from '@nestjs/common';
import { CommandRefused, Decisions, type RecordedEvent } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { householdsOf } from '../beneficiary/decide-household.js';
import { exceptionsFold, exceptionsStream, yearOfClaim } from '../exception/exception.state.js';
import type { ClaimCommand } from './claim.commands.js';
import type { ClaimEvent } from './claim.events.js';
import { ClaimReason } from './claim.reasons.js';
import type { LaterRequest } from './claim.requests.js';
import { claimFold, type ClaimState, claimStream } from './claim.state.js';
import { noContent, type SubmittedClaim, usualAppeal_days } from './claim.types.js';
import type { WithCoverages } from './coverage/coverage.types.js';
import { ClaimFacts } from './decide-claim-facts.js';
import { ResubmissionReason } from './resubmission/resubmission.reasons.js';

/** What of a claim's own past, and of the person's, a command on it rests on. */
@Injectable()
export class ClaimLookUps {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  /** What of the claim that is corrected decides about filing again. */
  async resubmitted(scheme: string, claim: string): Promise<NonNullable<SubmittedClaim['resubmits']>> {
    const history = await this.decisions.history<ClaimEvent>('benefits', claimStream(scheme, claim));
    const decided = history.findLast(
      ({ type }) => type === 'benefits.ClaimAdjudicated' || type === 'benefits.ClaimReversed',
    );
    if (!decided) throw new CommandRefused(refuse(ResubmissionReason.unknownClaim, undefined, 'notFound'));
    const state = await this.decisions.stateOf('benefits', claimStream(scheme, claim), claimFold);
    const reasons = state.status === 'none' ? [] : (state.decision?.trace?.reasons ?? ['CLM-002']);
    return {
      claim,
      decidedOn: dayIn('UTC', decided.recorded.recordedAt),
      filedInTime: !reasons.includes('CLM-002'),
    };
  }

  /** All of the person's, and the one that decided so far. */
  async householdsFor(claim: ClaimState): Promise<readonly string[]> {
    if (claim.status === 'none') return [];
    const { scheme, person } = claim.submitted;
    const households = await householdsOf(this.decisions, scheme, person);
    const decided = claim.decision?.household ?? null;
    return decided === null || households.includes(decided) ? households : [decided, ...households];
  }

  /** Somebody ruled an exception on it before. */
  async wasExcepted({ scheme, claim }: SubmittedClaim): Promise<boolean> {
    const state = await this.decisions.stateAhead('benefits', exceptionsStream(scheme), exceptionsFold);
    return yearOfClaim(state, claim) !== undefined;
  }

  async commandOf(request: LaterRequest, claim: ClaimState, households: readonly string[]): Promise<ClaimCommand> {
    switch (request.type) {
      case 'ReadjudicateClaim':
        return { ...request, ...(await this.factsOf(claim, households)) };
      case 'ReverseClaim':
        return households.length > 1 ? { ...request, households } : request;
      case 'DecideReview':
      case 'DecideAppeal': {
        const [facts, enteredBy] = await Promise.all([this.factsOf(claim, households), this.enteredBy(claim)]);
        return { ...request, ...facts, enteredBy };
      }
      case 'AppealClaim': {
        const decided = (await this.history(claim)).findLast(({ type }) => type === 'benefits.ClaimAdjudicated');
        const decidedOn = dayIn('UTC', decided?.recorded.recordedAt ?? '9999-12-31T00:00:00.000Z');
        return { ...request, decidedOn, appealDays: await this.appealDaysOf(claim) };
      }
      default:
        return request;
    }
  }

  private async enteredBy(claim: ClaimState): Promise<string | null> {
    const submitted = (await this.history(claim)).find(({ type }) => type === 'benefits.ClaimSubmitted');
    return submitted?.recorded.actor.id ?? null;
  }

  /** By the package version the contested decision was made by. */
  private async appealDaysOf(claim: ClaimState): Promise<number> {
    if (claim.status === 'none' || !claim.decision?.package) return usualAppeal_days;
    return (await this.facts.decidedBy(claim.submitted.scheme, claim.decision.package))?.appealDays ?? usualAppeal_days;
  }

  private factsOf(claim: ClaimState, households: readonly string[]): Promise<WithCoverages> {
    if (claim.status === 'none') throw new CommandRefused(notFound);
    return this.facts.under(claim.submitted, claim.content ?? noContent, households);
  }

  private async history(claim: ClaimState): Promise<readonly RecordedEvent<ClaimEvent>[]> {
    if (claim.status === 'none') throw new CommandRefused(notFound);
    const { scheme, claim: id } = claim.submitted;
    return this.decisions.history<ClaimEvent>('benefits', claimStream(scheme, id));
  }
}

const notFound = refuse(ClaimReason.notFound, undefined, 'notFound');
