import { Controller, Get, Param, Query } from '@nestjs/common';
import { ReadModels, type Scope } from '#eventstore';
import { In, Operation } from '#platform';
import { claimTable } from '../projections/claim.entity.js';
import { contractedTable } from '../projections/contracted.entity.js';
import { CareBetween } from './care-between.dto.js';
import { SchemePath } from './catalogue.dto.js';
import { silentIn } from './silent-providers.js';

@Controller('v1/schemes/:scheme/providers')
export class SilentProvidersController {
  constructor(private readonly models: ReadModels) {}

  @Get('silent')
  @Operation({
    name: 'SilentProviders',
    allow: ['federation-admin', 'federation-finance', 'scheme-manager', 'auditor'],
    summary: { fr: 'Prestataires dont aucune facture n’arrive', en: 'Providers nobody hears claims from' },
  })
  async silent(@Param() { scheme }: SchemePath, @Query() { from, to }: CareBetween, @In() scope: Scope) {
    const orderBy = ['provider', 'from'] as const;
    const [contracts, claims] = await Promise.all([
      this.models.find(scope, contractedTable, { where: { scheme }, orderBy }),
      this.models.find(scope, claimTable, { where: { scheme, serviceDate: { atLeast: from, atMost: to } } }),
    ]);
    return { scheme, from, to, providers: silentIn({ from, to }, contracts, claims) };
  }
}
