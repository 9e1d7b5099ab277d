import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { dayIn } from '#kernel';
import { eachOf, type EachAnswer } from './each-of.js';
import { By, In, Operation } from '#platform';
import type { ClaimRequest } from '../claim/claim.requests.js';
import { DecideClaim } from '../claim/decide-claim.js';
import type { Ruling } from '../claim/claim.types.js';
import { SchemePath } from './catalogue.dto.js';
import { ClaimPath } from './claims.dto.js';
import {
  AppealClaimDto,
  AssignReviewsDto,
  DecideAppealDto,
  DecideReviewDto,
  OpenReviewDto,
  RecordFeedbackDto,
  ReleaseReviewsDto,
  ReviewsDto,
  RulingDto,
} from './reviews.dto.js';
import { Reviews, type ReviewsPage } from './reviews.queries.js';

/** What people ask, rule and say about a claim once it is decided; whoever rules is another than who asked. */
@Controller('v1/schemes/:scheme')
export class ReviewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('claims/:claim/review')
  @Operation({
    name: 'OpenReview',
    allow: ['scheme-manager', 'scheme-clerk', 'medical-reviewer'],
    summary: { fr: 'Demander un contrôle médical', en: 'Ask for a medical review' },
  })
  open(@Param() { scheme, claim }: ClaimPath, @Body() { reason }: OpenReviewDto, @By() by: Metadata): Promise<Decided> {
    return this.decide({ type: 'OpenReview', because: 'requested', note: reason, ...asked(scheme, claim, by) }, by);
  }

  @Post('claims/:claim/review/decision')
  @Operation({
    name: 'DecideReview',
    allow: ['medical-reviewer'],
    summary: { fr: 'Rendre l’avis du médecin-conseil, ligne par ligne', en: 'Rule on a claim, line by line' },
  })
  rule(
    @Param() { scheme, claim }: ClaimPath,
    @Body() { rulings, reason = '' }: DecideReviewDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide(
      { type: 'DecideReview', reason, rulings: rulings.map(rulingOf), ...asked(scheme, claim, by) },
      by,
    );
  }

  @Post('claims/:claim/appeal')
  @Operation({
    name: 'AppealClaim',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Déposer un recours', en: 'Appeal against a decision' },
  })
  appeal(
    @Param() { scheme, claim }: ClaimPath,
    @Body() { grounds, filedOn }: AppealClaimDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const request = asked(scheme, claim, by);
    const on = filedOn ?? request.on;
    return this.decide({ type: 'AppealClaim', grounds, recordedOn: request.on, ...request, on }, by);
  }

  @Post('claims/:claim/appeal/decision')
  @Operation({
    name: 'DecideAppeal',
    allow: ['medical-reviewer', 'scheme-manager'],
    summary: { fr: 'Trancher un recours', en: 'Decide an appeal' },
  })
  decideAppeal(
    @Param() { scheme, claim }: ClaimPath,
    @Body() { outcome, reason, rulings = [] }: DecideAppealDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const ruled = { outcome, reason, rulings: rulings.map(rulingOf) };
    return this.decide({ type: 'DecideAppeal', ...ruled, ...asked(scheme, claim, by) }, by);
  }

  @Post('claims/:claim/feedback')
  @Operation({
    name: 'RecordFeedback',
    allow: ['scheme-clerk', 'scheme-manager', 'medical-reviewer'],
    summary: { fr: 'Noter ce que le membre dit des soins', en: 'Record what the member says of the care' },
  })
  feedback(
    @Param() { scheme, claim }: ClaimPath,
    @Body() told: RecordFeedbackDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const request = asked(scheme, claim, by);
    const { feedback, careReceived, words = '' } = told;
    const said = { feedback, careReceived, paid: told.paid ?? null, satisfaction: told.satisfaction ?? null, words };
    return this.decide(
      { type: 'RecordFeedback', ...said, recordedOn: request.on, ...request, on: told.toldOn ?? request.on },
      by,
    );
  }

  @Get('reviews')
  @Operation({
    name: 'Reviews',
    allow: ['scheme-manager', 'scheme-clerk', 'medical-reviewer', 'auditor'],
    summary: { fr: 'File des contrôles', en: 'The queue of reviews' },
  })
  list(
    @Param() { scheme }: SchemePath,
    @Query() { limit = 100, offset = 0, after, ...filter }: ReviewsDto,
    @In() scope: Scope,
  ): Promise<ReviewsPage> {
    return this.queries.execute(new Reviews(scope, scheme, filter, { limit, offset, after }));
  }

  @Post('reviews/assignment')
  @Operation({
    name: 'AssignReviews',
    allow: ['scheme-manager', 'medical-reviewer'],
    summary: { fr: 'Confier des contrôles à quelqu’un', en: 'Assign reviews to somebody' },
  })
  assign(
    @Param() { scheme }: SchemePath,
    @Body() { claims, to }: AssignReviewsDto,
    @By() by: Metadata,
  ): Promise<EachAnswer> {
    return eachOf(claims, by, (claim, each) =>
      this.decide({ type: 'AssignReview', to, ...asked(scheme, claim, by) }, each),
    );
  }

  @Post('reviews/release')
  @Operation({
    name: 'ReleaseReviews',
    allow: ['medical-reviewer'],
    summary: {
      fr: 'Valider plusieurs contrôles, avec un motif',
      en: 'Accept several claims as calculated, with a reason',
    },
  })
  release(
    @Param() { scheme }: SchemePath,
    @Body() { claims, reason }: ReleaseReviewsDto,
    @By() by: Metadata,
  ): Promise<EachAnswer> {
    return eachOf(claims, by, (claim, each) =>
      this.decide({ type: 'DecideReview', reason, rulings: [], ...asked(scheme, claim, by) }, each),
    );
  }

  private decide(request: ClaimRequest, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideClaim(request, by));
  }
}

const asked = (scheme: string, claim: string, { actor, recordedAt }: Metadata) => ({
  scheme,
  claim,
  actor: actor.id,
  on: dayIn('UTC', recordedAt),
});

const rulingOf = ({ line, ruling, to, note }: RulingDto): Ruling => ({
  line,
  ruling,
  ...(to === undefined ? {} : { to }),
  note,
});
