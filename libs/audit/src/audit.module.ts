import { Module } from '@nestjs/common';
import { EventLog } from '#eventstore';
import { Clock } from '#kernel';
import { anyPolicy, anyPublication } from '#messaging';
import { Configuration, type ContextParts } from '#platform';
import { AuditController } from './http/audit.controller.js';
import { auditQueries } from './http/audit.queries.js';
import { auditContracts } from './contracts/audit.schema.js';
import {
  ErasuresHandler,
  ForgetHandler,
  ForgetInAuditHandler,
  RecordDestroyedHandler,
} from './erasure/decide-erasure.js';
import { erasureUpcasters } from './erasure/erasure.upcasters.js';
import { ErasuresWatched } from './erasure/watching.js';
import { ErasureController } from './http/erasure.controller.js';
import { ReadingsController } from './http/readings.controller.js';
import { fromTheOthers } from './messaging/from-the-others.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { forgetHerePolicy } from './policies/forget-here.policy.js';
import { ProofLogs } from './proof-log/proof-logs.js';
import { Sealing } from './proof-log/sealing.js';
import { SealingReadings } from './readings/sealing-readings.js';

/** Proof, and the view of those who check: the table of contents of the context. */
@Module({
  controllers: [AuditController, ErasureController, ReadingsController],
  providers: [
    {
      provide: ProofLogs,
      useFactory: (configuration: Configuration, log: EventLog, clock: Clock) =>
        ProofLogs.open(configuration, log, clock),
      inject: [Configuration, EventLog, Clock],
    },
    Sealing,
    SealingReadings,
    ForgetHandler,
    ForgetInAuditHandler,
    RecordDestroyedHandler,
    ErasuresWatched,
    ErasuresHandler,
    ...auditQueries,
  ],
})
export class AuditModule {}

export const auditContext: ContextParts = {
  shard: 'audit',
  module: AuditModule,
  projections: [],
  policies: [anyPolicy(forgetHerePolicy)],
  inboxes: fromTheOthers,
  publications: [anyPublication(toTheWorld)],
  contracts: auditContracts,
  migrations: [],
  upcasters: erasureUpcasters,
  entities: [],
};
