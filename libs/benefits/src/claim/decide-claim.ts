import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, type RecordedEvent } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import { beneficiaryFold, beneficiaryStream, householdIn } from '../beneficiary/beneficiary.state.js';
import { householdStream } from '../household/household.state.js';
import type {
  AppealClaim,
  AssignReview,
  DecideAppeal,
  DecideReview,
  OpenReview,
  RecordFeedback,
} from './review/review.commands.js';
import type { Funding } from './programme-offers.js';
import { programmesStream } from '../programme/programme.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { claimAnswer, openAnswer } from './claim.answer.js';
import type { ClaimCommand, MarkRemitted, ReadjudicateClaim, ReverseClaim } from './claim.commands.js';
import { claimDecider } from './claim.decider.js';
import { guardedClaimDecider } from './guarded-claim.decider.js';
import { exceptionsFold, exceptionsStream, yearOfClaim } from '../exception/exception.state.js';
import { rulingsOn } from './review/review.state.js';
import type { ClaimEvent } from './claim.events.js';
import { ClaimReason } from './claim.reasons.js';
import { claimFold, type ClaimState, claimStream, type KnownClaim } from './claim.state.js';
import type { ClaimContent, SubmittedClaim } from './claim.types.js';
import { usualAppeal_days } from './claim.types.js';
import { ClaimFacts } from './decide-claim-facts.js';
import { strangerClaimDecider } from './stranger-claim.decider.js';

/** A claim as it is asked for; the filing day is today unless said. */
export interface SubmittedRequest {
  readonly type: 'SubmitClaim';
  readonly claim: Omit<SubmittedClaim, 'recordedAt' | 'receivedOn'> & { readonly receivedOn?: Day };
  readonly content: ClaimContent;
}

/** Commands without the facts the handler looks up. */
export type ClaimRequest =
  | SubmittedRequest
  | Omit<ReadjudicateClaim, 'household' | 'facts'>
  | ReverseClaim
  | MarkRemitted
  | OpenReview
  | AssignReview
  | RecordFeedback
  | Omit<DecideReview, LookedUp>
  | Omit<DecideAppeal, LookedUp>
  | Omit<AppealClaim, 'decidedOn' | 'appealDays'>;

type LookedUp = 'household' | 'facts' | 'enteredBy';

/** `new DecideClaim({ type: 'ReverseClaim', claim: 'C1', scheme: 'A', reversedOn, reason }, by)` */
export class DecideClaim extends Command<Decided> {
  constructor(
    readonly request: ClaimRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideClaim)
export class DecideClaimHandler implements ICommandHandler<DecideClaim> {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  execute({ request, metadata }: DecideClaim): Promise<Decided> {
    return request.type === 'SubmitClaim' ? this.submit(request, metadata) : this.goOn(request, metadata);
  }

  /** Cover noted between looking up and deciding makes a stranger known: then the claim is decided as anybody's. */
  private async submit(request: SubmittedRequest, metadata: Metadata): Promise<Decided> {
    try {
      return await this.submitOnce(request, metadata);
    } catch (error) {
      const linked = error instanceof CommandRefused && error.refusal.reason === ClaimReason.beneficiaryChanged;
      if (!linked) throw error;
      return this.submitOnce(request, metadata);
    }
  }

  private async submitOnce({ claim: asked, content }: SubmittedRequest, metadata: Metadata): Promise<Decided> {
    const { recordedAt } = metadata;
    const claim: SubmittedClaim = { ...asked, receivedOn: asked.receivedOn ?? dayIn('UTC', recordedAt), recordedAt };
    const household = await this.householdOf(claim);
    const facts = await this.facts.of(claim, content, household);
    const command = { type: 'SubmitClaim', claim, content, household, facts } as const;
    const stream = claimStream(claim.scheme, claim.claim);
    const options = { fresh: ['claim'] as const, answer: answerFor(claim.person) };
    if (household === null) {
      const streams = { claim: stream, beneficiary: beneficiaryStream(claim.scheme, claim.person) };
      return this.decisions.decideJointly('benefits', streams, strangerClaimDecider, command, metadata, options);
    }
    return this.jointly({ claim, content, household, excepted: false }, command, metadata, options);
  }

  private async goOn(request: Exclude<ClaimRequest, SubmittedRequest>, metadata: Metadata): Promise<Decided> {
    // Of the scheme that asks: another scheme's claim of this id is none of its business.
    const stream = claimStream(metadata.scheme, request.claim);
    const claim = await this.decisions.latestStateOf('benefits', stream, claimFold);
    const household =
      claim.status === 'none' ? null : (claim.decision?.household ?? (await this.householdOf(claim.submitted)));
    const command = await this.withFacts(request, claim, household);
    const options =
      answered.has(request.type) && claim.status !== 'none'
        ? { answer: answerFor(claim.submitted.person, mayRead(request, metadata)) }
        : {};
    if (claim.status === 'none' || household === null) {
      // A stream of this name is never written: a claim without a household is only ever refused here.
      const streams = { claim: stream, household: householdStream('none') };
      return this.decisions.decideJointly('benefits', streams, claimDecider, command, metadata, options);
    }
    const excepted = isExcepted(command, claim) || (await this.wasExcepted(claim.submitted));
    const about = { claim: claim.submitted, content: claim.content ?? noContent, household, excepted };
    return this.jointly(about, command, metadata, options);
  }

  /** Where a funder's envelope or the budget for exceptions may have a say, their streams move with the others. */
  private async jointly(
    { claim: { scheme, claim }, content, household, excepted }: About,
    command: ClaimCommand,
    metadata: Metadata,
    options: Options,
  ): Promise<Decided> {
    const streams = { claim: claimStream(scheme, claim), household: householdStream(household) };
    const funding = await this.facts.fundingOf({ scheme, claim }, content, household);
    if (!funding && !excepted)
      return this.decisions.decideJointly('benefits', streams, claimDecider, command, metadata, options);
    const asked = funding ? withFunding(command, funding) : command;
    const all = { ...streams, programmes: programmesStream(scheme), exceptions: exceptionsStream(scheme) };
    const use = this.facts.useOf({ scheme, claim });
    const standIns = funding ? this.facts.standInsOf({ scheme, claim }, household, funding.programmes) : {};
    const guarded = { asked, use, standIns };
    return this.decisions.decideJointly('benefits', all, guardedClaimDecider, guarded, metadata, options);
  }

  private async wasExcepted({ scheme, claim }: SubmittedClaim): Promise<boolean> {
    const state = await this.decisions.stateAhead('benefits', exceptionsStream(scheme), exceptionsFold);
    return yearOfClaim(state, claim) !== undefined;
  }

  private async withFacts(
    request: Exclude<ClaimRequest, SubmittedRequest>,
    claim: ClaimState,
    household: string | null,
  ): Promise<ClaimCommand> {
    switch (request.type) {
      case 'ReadjudicateClaim':
        return { ...request, household, facts: await this.factsOf(claim, household) };
      case 'DecideReview':
      case 'DecideAppeal': {
        const [facts, enteredBy] = await Promise.all([
          this.factsOf(claim, household),
          this.history(claim).then(([first]) => first?.recorded.actor.id ?? null),
        ]);
        return { ...request, household, facts, enteredBy };
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

  /** By the package version the contested decision was made by. */
  private async appealDaysOf(claim: ClaimState): Promise<number> {
    if (claim.status === 'none' || !claim.decision?.package) return usualAppeal_days;
    return (await this.facts.decidedBy(claim.submitted.scheme, claim.decision.package))?.appealDays ?? usualAppeal_days;
  }

  private factsOf(claim: ClaimState, household: string | null): Promise<AdjudicationFacts> {
    if (claim.status === 'none') throw new CommandRefused(notFound);
    return this.facts.of(claim.submitted, claim.content ?? noContent, household);
  }

  private async history(claim: ClaimState): Promise<readonly RecordedEvent<ClaimEvent>[]> {
    if (claim.status === 'none') throw new CommandRefused(notFound);
    const { scheme, claim: id } = claim.submitted;
    return this.decisions.history<ClaimEvent>('benefits', claimStream(scheme, id));
  }

  private async householdOf({ person, scheme }: Pick<SubmittedClaim, 'person' | 'scheme'>): Promise<string | null> {
    const beneficiary = await this.decisions.stateOf('benefits', beneficiaryStream(scheme, person), beneficiaryFold);
    return householdIn(beneficiary, scheme);
  }
}

/** Requests that people make: they are told how the claim stands then. */
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

const noContent: ClaimContent = { lines: [], diagnosis: null };

interface About {
  readonly claim: SubmittedClaim;
  readonly content: ClaimContent;
  readonly household: string;
  /** Somebody ruled an exception on it, now or before. */
  readonly excepted: boolean;
}

const isExcepted = (command: ClaimCommand, claim: KnownClaim): boolean =>
  [...rulingsOn(claim), ...('rulings' in command ? command.rulings : [])].some(({ ruling }) => ruling === 'exception');

interface Options {
  readonly fresh?: readonly 'claim'[];
  readonly answer?: ReturnType<typeof answerFor>;
}

const withFunding = (command: ClaimCommand, funding: Funding): ClaimCommand =>
  'facts' in command ? { ...command, facts: { ...command.facts, funding } } : command;

const notFound = { outcome: 'refused', reason: ClaimReason.notFound, kind: 'notFound' } as const;

const answerFor =
  (person: string, readsActs = true) =>
  ({ claim }: { readonly claim: ClaimState }) => ({
    body: readsActs ? claimAnswer(claim) : openAnswer(claim),
    seal: { subject: person, class: 'medical' as const },
  });
