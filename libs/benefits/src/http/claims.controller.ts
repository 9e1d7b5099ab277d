import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, maySee, Operation } from '#platform';
import { ClaimReason } from '../claim/claim.reasons.js';
import { DecideClaim } from '../claim/decide-claim.js';
import { SchemePath } from './catalogue.dto.js';
import { ClaimPath, ClaimsDto, ReverseClaimDto, SubmitClaimDto } from './claims.dto.js';
import { Claim, Claims, SubmittedBy } from './claims.queries.js';
import type { ClaimView } from './claim.view.js';
import { onlyOwnProvider } from './own-provider.js';
import { receivedNow, submissionOf } from './submission.js';

const readers = [
  'scheme-manager',
  'scheme-clerk',
  'medical-reviewer',
  'provider-client',
  'federation-finance',
  'auditor',
] as const;

/** Claims: submitted, decided on the spot, read as far as the caller may. */
@Controller('v1/schemes/:scheme/claims')
export class ClaimsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'SubmitClaim',
    allow: ['scheme-clerk', 'provider-client'],
    summary: { fr: 'Présenter une facture de soins', en: 'Submit a claim' },
  })
  async submit(
    @Param() { scheme }: SchemePath,
    @Body() claim: SubmitClaimDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    onlyOwnProvider(caller, claim.provider);
    if (caller.role === 'provider-client') receivedNow(claim, by);
    const decided = await this.commands.execute(new DecideClaim(submissionOf(scheme, claim), by));
    if (decided.status === 'unchanged') await this.refuseGuess(scheme, claim, by, caller);
    return decided;
  }

  /**
   * The same claim again is answered as it stands, acts and all. To those who may not read acts it is so only when they
   * entered it themselves: else they could guess at a claim until the answer says that they guessed right.
   */
  private async refuseGuess(
    scheme: string,
    { claim, provider }: SubmitClaimDto,
    { actor }: Metadata,
    caller: CallerIdentity,
  ): Promise<void> {
    if (maySee(caller, 'medical', { provider })) return;
    if ((await this.queries.execute(new SubmittedBy(scheme, claim))) === actor.id) return;
    throw new CommandRefused(refuse(ClaimReason.alreadySubmitted, { claim }));
  }

  @Post(':claim/reversal')
  @Operation({
    name: 'ReverseClaim',
    allow: ['scheme-manager', 'medical-reviewer'],
    summary: { fr: 'Annuler une facture', en: 'Reverse a claim' },
  })
  reverse(
    @Param() { scheme, claim }: ClaimPath,
    @Body() { reason, reversedOn }: ReverseClaimDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const on = reversedOn ?? dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideClaim({ type: 'ReverseClaim', claim, scheme, reversedOn: on, reason }, by));
  }

  @Get(':claim')
  @Operation({
    name: 'Claim',
    opens: 'medical',
    allow: readers,
    summary: { fr: 'Voir une facture et ses décisions', en: 'See a claim and its decisions' },
  })
  async show(@Param() { scheme, claim }: ClaimPath, @Caller() caller: CallerIdentity): Promise<ClaimView> {
    const view = await this.queries.execute(new Claim(scheme, claim, caller));
    if (!view) throw new CommandRefused(refuse(ClaimReason.notFound, undefined, 'notFound'));
    return view;
  }

  @Get()
  @Operation({
    name: 'Claims',
    allow: readers,
    summary: { fr: 'Lister les factures', en: 'List claims' },
  })
  list(
    @Param() { scheme }: SchemePath,
    @Query() { limit = 100, offset = 0, ...filter }: ClaimsDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ) {
    if (filter.provider !== undefined) onlyOwnProvider(caller, filter.provider);
    const own = caller.role === 'provider-client' ? { provider: caller.provider ?? '' } : {};
    return this.queries.execute(new Claims(scope, scheme, { ...filter, ...own }, { limit, offset }));
  }
}
