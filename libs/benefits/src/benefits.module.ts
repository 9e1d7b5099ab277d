import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPolicy, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { ClaimFacts } from './claim/decide-claim-facts.js';
import { DecideClaimHandler } from './claim/decide-claim.js';
import { benefitsContracts } from './contracts/benefits.schema.js';
import { DecideEndpointHandler, EndpointKeysHandler } from './endpoint/decide-endpoint.js';
import { DecideCoverHandler } from './household/decide-cover.js';
import { DecideLetterHandler } from './household/decide-letter.js';
import { DecidePersonHandler } from './household/decide-person.js';
import { DecideSessionHandler } from './household/decide-session.js';
import { CatalogueController } from './http/catalogue.controller.js';
import { PackageHandler } from './http/catalogue.queries.js';
import { ClaimsController } from './http/claims.controller.js';
import { ClaimHandler, ClaimsHandler, SubmittedByHandler } from './http/claims.queries.js';
import { HooksController } from './http/hooks.controller.js';
import { LettersController } from './http/letters.controller.js';
import { ProvidersController } from './http/providers.controller.js';
import { RemittancesController } from './http/remittances.controller.js';
import { ProviderBalanceHandler } from './http/remittances.queries.js';
import { RightsController } from './http/rights.controller.js';
import { RemainingRightsHandler } from './http/rights.queries.js';
import { fromMembership } from './messaging/from-membership.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { DecidePackageHandler } from './package/decide-package.js';
import { markRemittedPolicy } from './policies/mark-remitted.policy.js';
import { readjudicatePolicy } from './policies/readjudicate.policy.js';
import { ClaimRow } from './projections/claim.entity.js';
import { claimProjection } from './projections/claim.projection.js';
import { JournalRow } from './projections/journal.entity.js';
import { journalProjection } from './projections/journal.projection.js';
import { PayableRow, ProviderBalanceRow } from './projections/payable.entity.js';
import { payableProjection } from './projections/payable.projection.js';
import { BenefitsReadModels1760000200000 } from './projections/read-models.migration.js';
import { RightsUsedRow } from './projections/usage.entity.js';
import { usageProjection } from './projections/usage.projection.js';
import { DecideProviderHandler } from './provider/decide-provider.js';
import { DecideRemittanceHandler } from './remittance/decide-remittance.js';
import { DecideTariffHandler } from './tariff/decide-tariff.js';

/** What is paid of a claim, by which article: the table of contents of the context. */
@Module({
  controllers: [
    CatalogueController,
    ProvidersController,
    ClaimsController,
    HooksController,
    RightsController,
    LettersController,
    RemittancesController,
  ],
  providers: [
    ClaimFacts,
    DecideClaimHandler,
    DecideCoverHandler,
    DecideEndpointHandler,
    DecideLetterHandler,
    DecidePersonHandler,
    DecidePackageHandler,
    DecideProviderHandler,
    DecideRemittanceHandler,
    DecideSessionHandler,
    DecideTariffHandler,
    ClaimHandler,
    SubmittedByHandler,
    ClaimsHandler,
    EndpointKeysHandler,
    PackageHandler,
    ProviderBalanceHandler,
    RemainingRightsHandler,
  ],
})
export class BenefitsModule {}

export const benefitsContext: ContextParts = {
  shard: 'benefits',
  module: BenefitsModule,
  projections: [
    anyProjection(claimProjection),
    anyProjection(payableProjection),
    anyProjection(usageProjection),
    anyProjection(journalProjection),
  ],
  policies: [anyPolicy(readjudicatePolicy), anyPolicy(markRemittedPolicy)],
  inboxes: [anyInbox(fromMembership)],
  publications: [anyPublication(toTheWorld)],
  contracts: benefitsContracts,
  migrations: [BenefitsReadModels1760000200000],
  upcasters: {},
  entities: [ClaimRow, PayableRow, ProviderBalanceRow, RightsUsedRow, JournalRow],
};
