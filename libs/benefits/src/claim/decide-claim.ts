import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, type RecordedEvent } from '#eventstore';
import { type Day, dayIn, type JointDecider, type JointStreams, refuse } from '#kernel';
import { beneficiaryStream } from '../beneficiary/beneficiary.state.js';
import { householdsOf } from '../beneficiary/decide-household.js';
import { householdStream } from '../household/household.state.js';
import { beside, otherStreams } from '../household/other-households.state.js';
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
import type { WithCoverages } from './coverage/coverage.types.js';
import { ClaimFacts } from './decide-claim-facts.js';
import { ResubmissionReason } from './resubmission/resubmission.reasons.js';
import { resubmitting } from './resubmission/resubmit-claim.js';
import { strangerClaimDecider } from './stranger-claim.decider.js';

/** A claim as it is asked for; the filing day is today unless said. */
export interface SubmittedRequest {
  readonly type: 'SubmitClaim';
  readonly claim: Omit<SubmittedClaim, 'recordedAt' | 'receivedOn' | 'resubmits'> & { readonly receivedOn?: Day };
  readonly content: ClaimContent;
  /** The refused or annulled claim that this one corrects. */
  readonly resubmits?: string;
}

/** Commands without the facts the handler looks up. */
export type ClaimRequest =
  | SubmittedRequest
  | Omit<ReadjudicateClaim, keyof WithCoverages>
  | Omit<ReverseClaim, 'households'>
  | MarkRemitted
  | OpenReview
  | AssignReview
  | RecordFeedback
  | Omit<DecideReview, LookedUp>
  | Omit<DecideAppeal, LookedUp>
  | Omit<AppealClaim, 'decidedOn' | 'appealDays'>;

type LookedUp = keyof WithCoverages | 'enteredBy';

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

  private async submitOnce(
    { claim: asked, content, resubmits: earlier }: SubmittedRequest,
    metadata: Metadata,
  ): Promise<Decided> {
    const { recordedAt } = metadata;
    const resubmits = earlier === undefined ? undefined : await this.resubmitted(asked.scheme, earlier);
    const claim: SubmittedClaim = {
      ...asked,
      receivedOn: asked.receivedOn ?? dayIn('UTC', recordedAt),
      recordedAt,
      ...(resubmits ? { resubmits } : {}),
    };
    const corrects = resubmits ? claim : undefined;
    const households = await householdsOf(this.decisions, claim.scheme, claim.person);
    const command = {
      type: 'SubmitClaim',
      claim,
      content,
      ...(await this.facts.under(claim, content, households)),
    } as const;
    const stream = claimStream(claim.scheme, claim.claim);
    const options = { fresh: ['claim'] as const, answer: answerFor(claim.person) };
    if (households.length === 0) {
      const streams = { claim: stream, beneficiary: beneficiaryStream(claim.scheme, claim.person) };
      return this.decideIn(streams, strangerClaimDecider, command, metadata, { ...options, corrects });
    }
    const about = { claim, content, households, excepted: false };
    return this.jointly(about, command, metadata, { ...options, corrects });
  }

  private async goOn(request: Exclude<ClaimRequest, SubmittedRequest>, metadata: Metadata): Promise<Decided> {
    // Of the scheme that asks: another scheme's claim of this id is none of its business.
    const stream = claimStream(metadata.scheme, request.claim);
    const claim = await this.decisions.latestStateOf('benefits', stream, claimFold);
    const households = await this.householdsFor(claim);
    const command = await this.withFacts(request, claim, households);
    const options =
      answered.has(request.type) && claim.status !== 'none'
        ? { answer: answerFor(claim.submitted.person, mayRead(request, metadata)) }
        : {};
    if (claim.status === 'none' || households.length === 0) {
      // A stream of this name is never written: a claim without a household is only ever refused here.
      const streams = { claim: stream, household: householdStream('none') };
      return this.decisions.decideJointly('benefits', streams, claimDecider, command, metadata, options);
    }
    const excepted = isExcepted(command, claim) || (await this.wasExcepted(claim.submitted));
    const about = { claim: claim.submitted, content: claim.content ?? noContent, households, excepted };
    return this.jointly(about, command, metadata, options);
  }

  /** Where a funder's envelope or the budget for exceptions may have a say, their streams move with the others. */
  private async jointly(
    { claim: { scheme, claim }, content, households, excepted }: About,
    command: ClaimCommand,
    metadata: Metadata,
    options: Options,
  ): Promise<Decided> {
    const [first = 'none', ...others] = households;
    const streams = {
      claim: claimStream(scheme, claim),
      household: householdStream(first),
      ...otherStreams(others.map(householdStream)),
    };
    const funding = await this.facts.fundingOf({ scheme, claim }, content, first);
    if (!funding && !excepted) {
      const decider = beside(claimDecider, others.length);
      return this.decideIn(streams, decider, command, metadata, options);
    }
    const asked = funding ? withFunding(command, funding) : command;
    const all = { ...streams, programmes: programmesStream(scheme), exceptions: exceptionsStream(scheme) };
    const use = this.facts.useOf({ scheme, claim });
    const standIns = funding ? this.facts.standInsOf({ scheme, claim }, first, funding.programmes) : {};
    const decider = beside(guardedClaimDecider, others.length);
    return this.decideIn(all, decider, { asked, use, standIns }, metadata, options);
  }

  /** A new claim that takes another's place is decided with that one's stream beside it. */
  private decideIn<Command, Streams extends JointStreams>(
    streams: { readonly [Name in keyof Streams]: string },
    decider: JointDecider<Command, Streams>,
    command: Command,
    metadata: Metadata,
    { corrects, ...options }: Options,
  ): Promise<Decided> {
    if (!corrects?.resubmits)
      return this.decisions.decideJointly('benefits', streams, decider, command, metadata, options as never);
    const all = { ...streams, earlier: claimStream(corrects.scheme, corrects.resubmits.claim) };
    const both = resubmitting(decider, corrects);
    return this.decisions.decideJointly('benefits', all as never, both, command, metadata, options as never);
  }

  /** What of the claim that is corrected decides about filing again. */
  private async resubmitted(scheme: string, claim: string): Promise<NonNullable<SubmittedClaim['resubmits']>> {
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

  private async wasExcepted({ scheme, claim }: SubmittedClaim): Promise<boolean> {
    const state = await this.decisions.stateAhead('benefits', exceptionsStream(scheme), exceptionsFold);
    return yearOfClaim(state, claim) !== undefined;
  }

  private async withFacts(
    request: Exclude<ClaimRequest, SubmittedRequest>,
    claim: ClaimState,
    households: readonly string[],
  ): Promise<ClaimCommand> {
    switch (request.type) {
      case 'ReadjudicateClaim':
        return { ...request, ...(await this.factsOf(claim, households)) };
      case 'ReverseClaim':
        return households.length > 1 ? { ...request, households } : request;
      case 'DecideReview':
      case 'DecideAppeal': {
        const [facts, enteredBy] = await Promise.all([
          this.factsOf(claim, households),
          this.history(claim).then(([first]) => first?.recorded.actor.id ?? null),
        ]);
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

  /** All of the person's, and the one that decided so far. */
  private async householdsFor(claim: ClaimState): Promise<readonly string[]> {
    if (claim.status === 'none') return [];
    const { scheme, person } = claim.submitted;
    const households = await householdsOf(this.decisions, scheme, person);
    const decided = claim.decision?.household ?? null;
    return decided === null || households.includes(decided) ? households : [decided, ...households];
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
  readonly households: readonly string[];
  /** Somebody ruled an exception on it, now or before. */
  readonly excepted: boolean;
}

const isExcepted = (command: ClaimCommand, claim: KnownClaim): boolean =>
  [...rulingsOn(claim), ...('rulings' in command ? command.rulings : [])].some(({ ruling }) => ruling === 'exception');

interface Options {
  readonly fresh?: readonly 'claim'[];
  readonly answer?: ReturnType<typeof answerFor>;
  /** The claim, where it takes another's place. */
  readonly corrects?: SubmittedClaim;
}

const withFunding = (command: ClaimCommand, funding: Funding): ClaimCommand => {
  if (!('facts' in command)) return command;
  const others = command.others?.map(({ household, facts }) => ({
    household,
    facts: { ...facts, funding: { ...funding, household } },
  }));
  return { ...command, facts: { ...command.facts, funding }, ...(others ? { others } : {}) };
};

const notFound = { outcome: 'refused', reason: ClaimReason.notFound, kind: 'notFound' } as const;

const answerFor =
  (person: string, readsActs = true) =>
  ({ claim }: { readonly claim: ClaimState }) => ({
    body: readsActs ? claimAnswer(claim) : openAnswer(claim),
    seal: { subject: person, class: 'medical' as const },
  });
