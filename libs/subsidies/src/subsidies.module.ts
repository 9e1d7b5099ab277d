import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { subsidiesContracts } from './contracts/subsidies.schema.js';
import { DecideFundHandler } from './fund/decide-fund.js';
import { DecideReservationHandler, FollowDuesHandler } from './fund/decide-reservation.js';
import { DecideFunderHandler } from './funder/decide-funder.js';
import { FundersController } from './http/funders.controller.js';
import { FundsController } from './http/funds.controller.js';
import { FunderHandler, FundHandler, FundLedgerHandler } from './http/funds.queries.js';
import { SubsidiesController } from './http/subsidies.controller.js';
import { SubsidiesHandler } from './http/subsidies.queries.js';
import { fromContributions } from './messaging/from-contributions.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { FundRow } from './projections/fund.entity.js';
import { fundProjection } from './projections/fund.projection.js';
import { LedgerRow } from './projections/ledger.entity.js';
import { ledgerProjection } from './projections/ledger.projection.js';
import { SubsidiesReadModels1760000300000 } from './projections/read-models.migration.js';
import { ReservationRow } from './projections/reservation.entity.js';
import { reservationProjection } from './projections/reservation.projection.js';

/** Whose franc carries which contribution: the table of contents of the context. */
@Module({
  controllers: [FundersController, FundsController, SubsidiesController],
  providers: [
    DecideFunderHandler,
    DecideFundHandler,
    DecideReservationHandler,
    FollowDuesHandler,
    FunderHandler,
    FundHandler,
    FundLedgerHandler,
    SubsidiesHandler,
  ],
})
export class SubsidiesModule {}

export const subsidiesContext: ContextParts = {
  shard: 'subsidies',
  module: SubsidiesModule,
  projections: [anyProjection(fundProjection), anyProjection(reservationProjection), anyProjection(ledgerProjection)],
  policies: [],
  inboxes: [anyInbox(fromContributions)],
  publications: [anyPublication(toTheWorld)],
  contracts: subsidiesContracts,
  migrations: [SubsidiesReadModels1760000300000],
  upcasters: {},
  entities: [FundRow, ReservationRow, LedgerRow],
};
