import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPolicy, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { DecideAwardHandler } from './award/decide-award.js';
import { subsidiesContracts } from './contracts/subsidies.schema.js';
import { DecideCofundingHandler } from './cofunding/decide-cofunding.js';
import { DecideEducationHandler } from './education/decide-education.js';
import { DecideClawBackHandler } from './fund/decide-clawback.js';
import { DecideFundEnvelopeHandler } from './fund/decide-envelope.js';
import { DecideFundHandler } from './fund/decide-fund.js';
import { DecideRemindersHandler } from './fund/decide-reminders.js';
import { DecideReservationHandler, FollowDuesHandler } from './fund/decide-reservation.js';
import { DecideFunderHandler } from './funder/decide-funder.js';
import { DecideGrantHandler } from './grant/decide-grant.js';
import { DecideHouseholdHandler } from './household/decide-household.js';
import { AwardsController } from './http/awards.controller.js';
import { CofundingsController } from './http/cofundings.controller.js';
import { ControlsHandler } from './http/controls.queries.js';
import { EnvelopesController } from './http/envelopes.controller.js';
import { FundersController } from './http/funders.controller.js';
import { FundsController } from './http/funds.controller.js';
import { FunderHandler, FundHandler, FundLedgerHandler, DutiesHandler } from './http/funds.queries.js';
import { SimulateContractHandler } from './http/simulation.queries.js';
import { GrantsController } from './http/grants.controller.js';
import { PartnersController } from './http/partners.controller.js';
import { ReceivablesController } from './http/receivables.controller.js';
import { EducationController } from './http/education.controller.js';
import { HouseholdTraceController } from './http/household-trace.controller.js';
import { SimulationController } from './http/simulation.controller.js';
import { TraceController } from './http/trace.controller.js';
import { FundHistoryHandler, TraceHandler } from './http/trace.queries.js';
import { SubsidiesController } from './http/subsidies.controller.js';
import { SubsidiesHandler } from './http/subsidies.queries.js';
import { fromBenefits } from './messaging/from-benefits.js';
import { fromContributions } from './messaging/from-contributions.js';
import { fromMembership } from './messaging/from-membership.js';
import { fromAudit, toldForgotten } from './messaging/forgetting.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { DecidePartnerHandler } from './partner/decide-partner.js';
import { DecideWaitingHandler } from './partner/decide-waiting.js';
import { addUpCofundingPolicy } from './policies/add-up-cofunding.policy.js';
import { clawBackPolicy } from './policies/claw-back.policy.js';
import { matchSavingsPolicy, noteScholarshipPolicy } from './policies/match-savings.policy.js';
import { noteAwardPolicy, payAwardPolicy } from './policies/pay-award.policy.js';
import { FundRow } from './projections/fund.entity.js';
import { fundProjection } from './projections/fund.projection.js';
import { CarriedRow, HouseholdPersonsRow, HouseholdRow, TermRow } from './projections/household.entity.js';
import { householdProjection } from './projections/household.projection.js';
import { LedgerRow } from './projections/ledger.entity.js';
import { ledgerProjection } from './projections/ledger.projection.js';
import { HouseholdPersons1760000330000 } from './projections/persons.migration.js';
import { PlacesAndReferrals1760000320000 } from './projections/places.migration.js';
import { FundPledges1760000310000 } from './projections/pledged.migration.js';
import { SubsidiesReadModels1760000300000 } from './projections/read-models.migration.js';
import { ReferralRow } from './projections/referral.entity.js';
import { referralProjection } from './projections/referral.projection.js';
import { ReservationRow } from './projections/reservation.entity.js';
import { reservationProjection } from './projections/reservation.projection.js';

/** Whose franc carries which contribution: the table of contents of the context. */
@Module({
  controllers: [
    FundersController,
    FundsController,
    CofundingsController,
    SubsidiesController,
    GrantsController,
    PartnersController,
    ReceivablesController,
    TraceController,
    HouseholdTraceController,
    SimulationController,
    EducationController,
    AwardsController,
    EnvelopesController,
  ],
  providers: [
    DecideFunderHandler,
    DecideFundHandler,
    DecideFundEnvelopeHandler,
    DecideRemindersHandler,
    DecideReservationHandler,
    FollowDuesHandler,
    DecideClawBackHandler,
    DecideHouseholdHandler,
    DecideCofundingHandler,
    DecideGrantHandler,
    DecidePartnerHandler,
    DecideEducationHandler,
    DecideAwardHandler,
    DecideWaitingHandler,
    FunderHandler,
    FundHandler,
    FundLedgerHandler,
    DutiesHandler,
    SimulateContractHandler,
    SubsidiesHandler,
    FundHistoryHandler,
    TraceHandler,
    ControlsHandler,
  ],
})
export class SubsidiesModule {}

export const subsidiesContext: ContextParts = {
  shard: 'subsidies',
  module: SubsidiesModule,
  projections: [
    anyProjection(fundProjection),
    anyProjection(reservationProjection),
    anyProjection(ledgerProjection),
    anyProjection(householdProjection),
    anyProjection(referralProjection),
  ],
  policies: [
    anyPolicy(addUpCofundingPolicy),
    anyPolicy(clawBackPolicy),
    anyPolicy(matchSavingsPolicy),
    anyPolicy(noteScholarshipPolicy),
    anyPolicy(payAwardPolicy),
    anyPolicy(noteAwardPolicy),
  ],
  inboxes: [anyInbox(fromContributions), anyInbox(fromBenefits), anyInbox(fromMembership), anyInbox(fromAudit)],
  publications: [anyPublication(toTheWorld), anyPublication(toldForgotten)],
  contracts: subsidiesContracts,
  migrations: [
    SubsidiesReadModels1760000300000,
    FundPledges1760000310000,
    PlacesAndReferrals1760000320000,
    HouseholdPersons1760000330000,
  ],
  upcasters: {},
  entities: [FundRow, ReservationRow, LedgerRow, HouseholdRow, HouseholdPersonsRow, TermRow, CarriedRow, ReferralRow],
};
