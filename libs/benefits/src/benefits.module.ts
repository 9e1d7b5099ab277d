import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPolicy, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { AmendClaimHandler } from './claim/amendment/decide-amendment.js';
import { CarryOutAmendmentHandler, ExpireAmendmentsHandler } from './claim/amendment/decide-amendments-due.js';
import { ClaimLookUps } from './claim/decide-claim-look-ups.js';
import { ClaimFacts } from './claim/decide-claim-facts.js';
import { DecideWaitingHandler } from './claim/decide-waiting.js';
import { ExceptionsController } from './http/exceptions.controller.js';
import { DecideInKindHandler } from './in-kind/decide-in-kind.js';
import { DecideLumpSumHandler } from './lump-sum/decide-lump-sum.js';
import { InKindController } from './http/in-kind.controller.js';
import { DecideCapitationHandler } from './capitation/decide-capitation.js';
import { CapitationController } from './http/capitation.controller.js';
import { DecideTouchedHandler } from './claim/decide-touched.js';
import { DecideClaimHandler } from './claim/decide-claim.js';
import { benefitsContracts } from './contracts/benefits.schema.js';
import { DecideEndpointHandler, EndpointKeysHandler } from './endpoint/decide-endpoint.js';
import { DecideCoverHandler } from './household/decide-cover.js';
import { DecideCarryHandler } from './household/moved/decide-carry.js';
import { DecideLetterHandler } from './household/decide-letter.js';
import { DecidePersonHandler } from './household/decide-person.js';
import { DecideSessionHandler } from './household/decide-session.js';
import { CatalogueController } from './http/catalogue.controller.js';
import { PackageHandler } from './http/catalogue.queries.js';
import { AmendmentsController } from './http/amendments.controller.js';
import { AmendmentsHandler } from './http/amendments.queries.js';
import { ClaimsController } from './http/claims.controller.js';
import { ClaimHandler, ClaimsHandler, SubmittedByHandler } from './http/claims.queries.js';
import { ProgrammesController } from './http/programmes.controller.js';
import { HooksController } from './http/hooks.controller.js';
import { LettersController } from './http/letters.controller.js';
import { ProvidersController } from './http/providers.controller.js';
import { RemittancesController } from './http/remittances.controller.js';
import { ProviderBalanceHandler, RemittanceHandler } from './http/remittances.queries.js';
import { ClaimBatchesController } from './http/claim-batches.controller.js';
import { ExplanationController } from './http/explanation.controller.js';
import { ClaimExplainedHandler } from './http/explanation.queries.js';
import { SamplesController } from './http/samples.controller.js';
import { DecideSampleHandler, SampleHandler } from './claim/review/decide-sample.js';
import { reviewSamplePolicy } from './policies/review-sample.policy.js';
import { PaymentsController } from './http/payments.controller.js';
import { ReviewsController } from './http/reviews.controller.js';
import { ReviewsHandler } from './http/reviews.queries.js';
import { PrescribersController } from './http/prescribers.controller.js';
import { SilentProvidersController } from './http/silent-providers.controller.js';
import { SimulatePackageHandler } from './http/simulation.queries.js';
import { RightsController } from './http/rights.controller.js';
import { RemainingRightsHandler } from './http/rights.queries.js';
import { fromSubsidies } from './messaging/from-subsidies.js';
import { fromMembership } from './messaging/from-membership.js';
import { fromAudit, toldForgotten } from './messaging/forgetting.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { DecidePackageHandler } from './package/decide-package.js';
import { amendmentDuePolicy } from './policies/amendment-due.policy.js';
import { carryRightsPolicy } from './policies/carry-rights.policy.js';
import { markRemittedPolicy } from './policies/mark-remitted.policy.js';
import { termsChangedPolicy } from './policies/terms-changed.policy.js';
import { readjudicatePolicy } from './policies/readjudicate.policy.js';
import { AmendmentRow } from './projections/amendment.entity.js';
import { Amendments1760000240000 } from './projections/amendment.migration.js';
import { amendmentProjection } from './projections/amendment.projection.js';
import { ContractedRow } from './projections/contracted.entity.js';
import { BenefitsContracted1760000225000 } from './projections/contracted.migration.js';
import { contractedProjection } from './projections/contracted.projection.js';
import { ClaimRow } from './projections/claim.entity.js';
import { claimProjection } from './projections/claim.projection.js';
import { JournalRow } from './projections/journal.entity.js';
import { journalProjection } from './projections/journal.projection.js';
import { PayableRow, ProviderBalanceRow } from './projections/payable.entity.js';
import { payableProjection } from './projections/payable.projection.js';
import { PrescriptionRow } from './projections/prescription.entity.js';
import { Prescriptions1760000245000 } from './projections/prescription.migration.js';
import { prescriptionProjection } from './projections/prescription.projection.js';
import { ReviewQueue1760000235000 } from './projections/review-queue.migration.js';
import { BenefitsReviews1760000210000 } from './projections/reviews.migration.js';
import { ReviewRow } from './projections/review.entity.js';
import { reviewProjection } from './projections/review.projection.js';
import { BenefitsReadModels1760000200000 } from './projections/read-models.migration.js';
import { RightsUsedByHousehold1760000230000 } from './projections/rights-used-by-household.migration.js';
import { RightsUsedRow } from './projections/usage.entity.js';
import { usageProjection } from './projections/usage.projection.js';
import { ComplaintsController } from './http/complaints.controller.js';
import { ComplaintsHandler } from './http/complaints.queries.js';
import { DecideEnvelopeHandler } from './programme/decide-envelope.js';
import { DecideProviderHandler } from './provider/decide-provider.js';
import { DecidePaymentHandler } from './remittance/decide-payment.js';
import { DecidePaymentAccountHandler, PaymentFileHandler } from './payment/decide-payment-account.js';
import { DecideRemittanceHandler } from './remittance/decide-remittance.js';
import { DecideTariffHandler } from './tariff/decide-tariff.js';

/** What is paid of a claim, by which article: the table of contents of the context. */
@Module({
  controllers: [
    CatalogueController,
    ProvidersController,
    ComplaintsController,
    ClaimsController,
    AmendmentsController,
    HooksController,
    RightsController,
    LettersController,
    RemittancesController,
    ReviewsController,
    ExceptionsController,
    CapitationController,
    InKindController,
    PaymentsController,
    ExplanationController,
    ClaimBatchesController,
    SamplesController,
    SilentProvidersController,
    PrescribersController,
    ProgrammesController,
  ],
  providers: [
    ClaimFacts,
    ClaimLookUps,
    AmendClaimHandler,
    CarryOutAmendmentHandler,
    ExpireAmendmentsHandler,
    AmendmentsHandler,
    DecideClaimHandler,
    DecideTouchedHandler,
    DecideWaitingHandler,
    DecideCapitationHandler,
    DecideInKindHandler,
    DecideLumpSumHandler,
    DecideEnvelopeHandler,
    DecideCarryHandler,
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
    ComplaintsHandler,
    RemainingRightsHandler,
    ReviewsHandler,
    RemittanceHandler,
    DecidePaymentHandler,
    DecidePaymentAccountHandler,
    PaymentFileHandler,
    ClaimExplainedHandler,
    DecideSampleHandler,
    SampleHandler,
    SimulatePackageHandler,
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
    anyProjection(contractedProjection),
    anyProjection(reviewProjection),
    anyProjection(amendmentProjection),
    anyProjection(prescriptionProjection),
  ],
  policies: [
    anyPolicy(readjudicatePolicy),
    anyPolicy(markRemittedPolicy),
    anyPolicy(carryRightsPolicy),
    anyPolicy(reviewSamplePolicy),
    anyPolicy(termsChangedPolicy),
    anyPolicy(amendmentDuePolicy),
  ],
  inboxes: [anyInbox(fromMembership), anyInbox(fromSubsidies), anyInbox(fromAudit)],
  publications: [anyPublication(toTheWorld), anyPublication(toldForgotten)],
  contracts: benefitsContracts,
  migrations: [
    BenefitsReadModels1760000200000,
    BenefitsReviews1760000210000,
    BenefitsContracted1760000225000,
    RightsUsedByHousehold1760000230000,
    ReviewQueue1760000235000,
    Amendments1760000240000,
    Prescriptions1760000245000,
  ],
  upcasters: {},
  entities: [
    ClaimRow,
    PayableRow,
    ProviderBalanceRow,
    RightsUsedRow,
    JournalRow,
    ContractedRow,
    ReviewRow,
    AmendmentRow,
    PrescriptionRow,
  ],
};
