import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { membershipContracts } from './contracts/membership.schema.js';
import { MembershipCards1764100000000 } from './projections/cards.migration.js';
import { CardRow, cardsProjection } from './projections/card.projection.js';
import { DecideCardHandler } from './card/decide-card.js';
import { DecideAffiliationHandler, RegisterFederationHandler } from './federation/decide-federation.js';
import { DecideDuplicateHandler } from './duplicate/decide-duplicate.js';
import { DecideGovernanceHandler } from './governance/decide-governance.js';
import { DecideGroupHandler } from './group/decide-group.js';
import { DecideHouseholdHandler } from './household/decide-household.js';
import { CardsController } from './http/cards.controller.js';
import { CardPhotoHandler, CheckedCardHandler } from './http/cards.query.js';
import { CoverageController } from './http/coverage.controller.js';
import { CoverageHandler } from './http/coverage.query.js';
import { CoverTimelineHandler } from './http/cover-timeline.query.js';
import { DuplicatesController } from './http/duplicates.controller.js';
import { CandidatesHandler, DuplicatesHandler, DuplicatesOfSchemeHandler } from './http/duplicates.queries.js';
import { FederationsController } from './http/federations.controller.js';
import { FederationTreeHandler } from './http/federations.query.js';
import { DocumentsController } from './http/documents/documents.controller.js';
import { PaperHandler } from './http/documents/documents.query.js';
import { GovernanceController } from './http/governance.controller.js';
import { GovernanceHandler } from './http/governance.query.js';
import { GroupsController } from './http/groups.controller.js';
import { GroupSlipHandler } from './http/groups.query.js';
import { HouseholdsController } from './http/households.controller.js';
import { HouseholdHandler, HouseholdsHandler } from './http/households.queries.js';
import { PeopleController } from './http/people.controller.js';
import { SchemesController } from './http/schemes.controller.js';
import { StandingController } from './http/standing.controller.js';
import { TransfersController } from './http/transfers.controller.js';
import { SchemeHandler, SchemesHandler, SectionsHandler } from './http/schemes.queries.js';
import { fromContributions } from './messaging/from-contributions.js';
import { fromAudit, toldForgotten } from './messaging/forgetting.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { closeDays } from './policies/close-days.js';
import { DecideProductHandler } from './product/decide-product.js';
import { DuplicateRow, DuplicateSideRow } from './projections/duplicate.entity.js';
import { duplicatesProjection } from './projections/duplicate.projection.js';
import { MembershipDuplicates1764200000000 } from './projections/duplicates.migration.js';
import { HouseholdRow, MemberRow } from './projections/household.entity.js';
import { householdsProjection } from './projections/household.projection.js';
import { MembershipPeople1764000100000 } from './projections/people.migration.js';
import { MembershipReadModels1760000100000 } from './projections/read-models.migration.js';
import { SchemeRow, SectionRow } from './projections/scheme.entity.js';
import { schemesProjection } from './projections/scheme.projection.js';
import { CloseDayHandler } from './scheme/decide-close-day.js';
import { DecideSchemeHandler } from './scheme/decide-scheme.js';
import { ReceiveTransferHandler, TransferPersonsHandler } from './household/transfer/decide-transfer.js';

/** Who belongs, and who is covered from when to when: the table of contents of the context. */
@Module({
  controllers: [
    StandingController,
    CardsController,
    SchemesController,
    HouseholdsController,
    PeopleController,
    GovernanceController,
    FederationsController,
    DuplicatesController,
    GroupsController,
    DocumentsController,
    TransfersController,
    CoverageController,
  ],
  providers: [
    DecideSchemeHandler,
    DecideProductHandler,
    ReceiveTransferHandler,
    TransferPersonsHandler,
    DecideGovernanceHandler,
    GovernanceHandler,
    RegisterFederationHandler,
    DecideAffiliationHandler,
    FederationTreeHandler,
    DecideGroupHandler,
    DecideDuplicateHandler,
    CandidatesHandler,
    DuplicatesHandler,
    DuplicatesOfSchemeHandler,
    GroupSlipHandler,
    PaperHandler,
    DecideCardHandler,
    CheckedCardHandler,
    CardPhotoHandler,
    DecideHouseholdHandler,
    CloseDayHandler,
    SchemeHandler,
    SchemesHandler,
    SectionsHandler,
    HouseholdsHandler,
    HouseholdHandler,
    CoverageHandler,
    CoverTimelineHandler,
  ],
})
export class MembershipModule {}

export const membershipContext: ContextParts = {
  shard: 'membership',
  module: MembershipModule,
  projections: [
    anyProjection(schemesProjection),
    anyProjection(householdsProjection),
    anyProjection(cardsProjection),
    anyProjection(duplicatesProjection),
  ],
  policies: [],
  inboxes: [anyInbox(fromContributions), anyInbox(fromAudit)],
  publications: [anyPublication(toTheWorld), anyPublication(toldForgotten)],
  daily: [closeDays],
  contracts: membershipContracts,
  migrations: [
    MembershipReadModels1760000100000,
    MembershipPeople1764000100000,
    MembershipCards1764100000000,
    MembershipDuplicates1764200000000,
  ],
  upcasters: {},
  entities: [SchemeRow, SectionRow, HouseholdRow, MemberRow, CardRow, DuplicateRow, DuplicateSideRow],
};
