import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { By, Caller, type CallerIdentity, In, Operation } from '#platform';
import { cancellationOf, correctionOf } from './amendment.js';
import { AmendClaimDto, AmendmentsDto, AmendsPath, CancelClaimDto } from './amendments.dto.js';
import { Amendments, type AmendmentsPage } from './amendments.queries.js';
import { SchemePath } from './catalogue.dto.js';
import { ClaimPath } from './claims.dto.js';
import { onlyOwnProvider } from './own-provider.js';

/** A provider takes back or corrects a claim of its own, also before it has come. */
@Controller('v1/schemes/:scheme')
export class AmendmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('claims/:amends/amendment')
  @Operation({
    name: 'AmendClaim',
    allow: ['provider-client'],
    summary: { fr: 'Remplacer sa facture par une autre', en: 'Replace one’s claim by another' },
  })
  amend(
    @Param() { scheme, amends }: AmendsPath,
    @Body() dto: AmendClaimDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    onlyOwnProvider(caller, dto.provider);
    return this.commands.execute(correctionOf(scheme, amends, dto, by));
  }

  @Post('claims/:claim/cancellation')
  @Operation({
    name: 'CancelClaim',
    allow: ['provider-client'],
    summary: { fr: 'Retirer sa facture', en: 'Withdraw one’s claim' },
  })
  cancel(
    @Param() { scheme, claim }: ClaimPath,
    @Body() dto: CancelClaimDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    onlyOwnProvider(caller, dto.provider);
    return this.commands.execute(cancellationOf(scheme, claim, dto, by));
  }

  @Get('amendments')
  @Operation({
    name: 'Amendments',
    allow: ['scheme-clerk', 'scheme-manager', 'provider-client', 'auditor'],
    summary: {
      fr: 'Modifications reçues avant leur facture',
      en: 'Amendments that came before their claim',
    },
  })
  list(
    @Param() { scheme }: SchemePath,
    @Query() { limit = 100, offset = 0, ...filter }: AmendmentsDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<AmendmentsPage> {
    if (filter.provider !== undefined) onlyOwnProvider(caller, filter.provider);
    const own = caller.role === 'provider-client' ? { provider: caller.provider ?? '' } : {};
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const where = { ...asked, ...own, scheme };
    return this.queries.execute(new Amendments(scope, where, { limit, offset }));
  }
}
