import { type Projection, type Rows, type RowsWanted, type Table, wants } from '#eventstore';
import type { ClaimEvent } from '../claim/claim.events.js';
import { ClaimRow, claimTable } from './claim.entity.js';

const known = {
  reads: ({ data: { claim } }: { readonly data: { readonly claim: string } }): readonly RowsWanted[] => [
    wants(claimTable, { claim }),
  ],
};

const change = (rows: Rows, claim: string, changed: Partial<ClaimRow>): void => {
  const row = rows.get(claimTable, { claim });
  if (row) rows.set(claimTable, { ...row, ...changed });
};

/** The list of claims, each with its latest decision. */
export const claimProjection: Projection<ClaimEvent> = {
  name: 'benefits.claim.v1',
  shard: 'benefits',
  tables: [claimTable as unknown as Table],
  on: {
    'benefits.ClaimSubmitted': {
      write: ({ data: { claim, scheme, provider, person, serviceDate, receivedOn, recordedAt } }, rows) =>
        rows.set(claimTable, {
          claim,
          scheme,
          provider,
          person,
          serviceDate,
          receivedOn,
          recordedAt,
          household: null,
          status: 'pended',
          decision: 0,
          payee: 'provider',
          currency: 'XOF',
          billed: 0,
          allowed: 0,
          writeOff: 0,
          schemeShare: 0,
          memberPays: 0,
          remittance: null,
        }),
    },
    'benefits.ClaimAdjudicated': {
      ...known,
      write: ({ data: { claim, household, status, decision, payee, currency, amounts } }, rows) => {
        const { billed, allowed, writeOff, scheme: schemeShare, memberPays } = amounts;
        const told = { billed, allowed, writeOff, schemeShare, memberPays };
        change(rows, claim, { household, status, decision, payee, currency, ...told });
      },
    },
    'benefits.ClaimReversed': {
      ...known,
      write: ({ data: { claim, decision } }, rows) =>
        change(rows, claim, { status: 'reversed', decision, schemeShare: 0, memberPays: 0 }),
    },
    'benefits.ClaimRemitted': {
      ...known,
      write: ({ data: { claim, remittance } }, rows) => change(rows, claim, { remittance }),
    },
  },
};
