import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DomainEvent } from '#kernel';
import type { EventLog, Metadata, RecordedEvent, StoredEvent } from '../event-log.js';
import { anyProjection, ignore, type Projection, type Table, wants } from '../projection.js';
import { MinorColumn } from '../read-models/columns.js';

/** For specs: claims are received and paid in `benefits`; a projection keeps them, a total per scheme, and a journal. */
export type ClaimHappened =
  | DomainEvent<'benefits.ClaimReceived', 1, { readonly billed: number }>
  | DomainEvent<'benefits.ClaimPaid', 1, { readonly paid: number }>
  | DomainEvent<'benefits.ClaimFiled', 1, Record<string, never>>;

@Entity('claim_row')
export class ClaimRow {
  @PrimaryColumn('text') claim: string;
  @Column('text') scheme: string;
  @MinorColumn() billed: number;
  @MinorColumn() paid: number;
}

@Entity('scheme_total')
export class SchemeTotal {
  @PrimaryColumn('text') scheme: string;
  @Column('int') claims: number;
  @MinorColumn() paid: number;
}

@Entity('claim_movement')
export class ClaimMovement {
  @MinorColumn({ primary: true }) position: number;
  @Column('text') scheme: string;
  @MinorColumn() amount: number;
}

export const claimRows: Table<ClaimRow> = { entity: ClaimRow, name: 'claim_row', key: ['claim'] };
export const schemeTotals: Table<SchemeTotal> = { entity: SchemeTotal, name: 'scheme_total', key: ['scheme'] };
export const movements: Table<ClaimMovement> = {
  entity: ClaimMovement,
  name: 'claim_movement',
  key: ['position'],
  writtenOnce: true,
};

export const createClaimTables = `
  create table benefits.claim_row (claim text primary key, scheme text not null, billed bigint not null, paid bigint not null check (paid <= billed));
  create table benefits.scheme_total (scheme text primary key, claims int not null, paid bigint not null);
  create table benefits.claim_movement (position bigint primary key, scheme text not null, amount bigint not null);
  create index movement_of_scheme on benefits.claim_movement (scheme, position) where amount <> 0;`;

/** An amount below zero is what this projection cannot swallow. */
const refuseNegative = (amount: number): void => {
  if (amount < 0) throw new RangeError(`a claim of ${amount}`);
};

const own: Projection<ClaimHappened> = {
  name: 'benefits.paid_claims.v1',
  shard: 'benefits',
  tables: [claimRows, schemeTotals, movements] as unknown as readonly Table[],
  on: {
    'benefits.ClaimReceived': {
      reads: ({ recorded: { scheme } }) => [wants(schemeTotals, { scheme })],
      write: ({ data: { billed }, recorded: { stream, scheme, position } }, rows) => {
        rows.set(movements, { position, scheme, amount: billed });
        const total = rows.get(schemeTotals, { scheme }) ?? { scheme, claims: 0, paid: 0 };
        rows.set(schemeTotals, { ...total, claims: total.claims + 1 });
        rows.set(claimRows, { claim: stream, scheme, billed, paid: 0 });
        refuseNegative(billed);
      },
    },
    'benefits.ClaimPaid': {
      reads: ({ recorded: { stream, scheme } }) => [
        wants(claimRows, { claim: stream }),
        wants(schemeTotals, { scheme }),
      ],
      write: ({ data: { paid }, recorded: { stream, scheme, position } }, rows) => {
        rows.set(movements, { position, scheme, amount: -paid });
        const [claim, total] = [rows.get(claimRows, { claim: stream }), rows.get(schemeTotals, { scheme })];
        if (!claim || !total) throw new Error(`${stream} was paid before it came`);
        rows.set(claimRows, { ...claim, paid: claim.paid + paid });
        rows.set(schemeTotals, { ...total, paid: total.paid + paid });
      },
    },
    'benefits.ClaimFiled': ignore,
  },
};
export const paidClaims = anyProjection(own);

export const metadata = (scheme = 'kaya', commandId: string = randomUUID()): Metadata => ({
  commandId,
  scheme,
  actor: { id: 'clerk-1', role: 'scheme-clerk' },
  correlation: randomUUID(),
  recordedAt: '2026-03-01T10:00:00.000Z',
});

/** Records one event of a claim. */
export const record = async (
  log: EventLog,
  claim: string,
  type: string,
  data: object,
  of = metadata(),
): Promise<void> => {
  const event = {
    eventId: randomUUID(),
    type: `benefits.${type}`,
    schemaVersion: 1,
    effectiveAt: '2026-03-01',
    clear: Buffer.from(JSON.stringify(data)),
    sealed: null,
  };
  await log.append({
    shard: 'benefits',
    metadata: of,
    streams: [{ stream: `benefits.claim-${claim}`, expected: 'any', events: [event] }],
  });
};

export const received = (log: EventLog, claim: string, billed: number, scheme?: string) =>
  record(log, claim, 'ClaimReceived', { billed }, metadata(scheme));
export const paid = (log: EventLog, claim: string, amount: number, scheme?: string) =>
  record(log, claim, 'ClaimPaid', { paid: amount }, metadata(scheme));

/** Nothing sealed, nothing to upcast. Bytes that are not JSON cannot be opened. */
export const openPlain = async (events: readonly StoredEvent[]): Promise<readonly RecordedEvent[]> =>
  events.map(stored => ({
    type: stored.type,
    version: stored.schemaVersion,
    effectiveAt: stored.effectiveAt,
    data: JSON.parse(Buffer.from(stored.clear).toString('utf8')) as unknown,
    recorded: stored,
  }));

/** Short pauses, so that specs do not wait. */
export const hasty = { pollMs: 20, patience: { attempts: 3, firstPauseMs: 1, longestPauseMs: 4 } };
