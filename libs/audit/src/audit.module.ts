import { Module } from '@nestjs/common';
import { EventLog } from '#eventstore';
import { Clock } from '#kernel';
import { Configuration, type ContextParts } from '#platform';
import { AuditController } from './http/audit.controller.js';
import { auditQueries } from './http/audit.queries.js';
import { ErasuresHandler, ForgetHandler } from './erasure/decide-erasure.js';
import { ErasureController } from './http/erasure.controller.js';
import { ReadingsController } from './http/readings.controller.js';
import { ProofLogs } from './proof-log/proof-logs.js';
import { Sealing } from './proof-log/sealing.js';

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
    ForgetHandler,
    ErasuresHandler,
    ...auditQueries,
  ],
})
export class AuditModule {}

export const auditContext: ContextParts = {
  shard: 'audit',
  module: AuditModule,
  projections: [],
  policies: [],
  inboxes: [],
  publications: [],
  migrations: [],
  upcasters: {},
  entities: [],
};
