import {
  ignore,
  type Projection,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import type { ClaimEvent } from '../claim/claim.events.js';
import { ClaimRow, claimTable } from './claim.entity.js';

const known = {
  reads: (event: RecordedEvent<ClaimEvent>): readonly RowsWanted[] => [wants(claimTable, keyOf(event))],
};

const keyOf = ({ data: { claim }, recorded: { scheme } }: RecordedEvent<ClaimEvent>) => ({ scheme, claim });

const change = (rows: Rows, event: RecordedEvent<ClaimEvent>, changed: Partial<ClaimRow>): void => {
  const row = rows.get(claimTable, keyOf(event));
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
      write: (event, rows) => {
        const { household, status, decision, payee, currency, amounts } = event.data;
        const { billed, allowed, writeOff, scheme: schemeShare, memberPays } = amounts;
        const told = { billed, allowed, writeOff, schemeShare, memberPays };
        change(rows, event, { household, status, decision, payee, currency, ...told });
      },
    },
    'benefits.ClaimReversed': {
      ...known,
      write: (event, rows) =>
        change(rows, event, { status: 'reversed', decision: event.data.decision, schemeShare: 0, memberPays: 0 }),
    },
    'benefits.ClaimResubmitted': ignore,
    'benefits.AmendmentParked': ignore,
    'benefits.AmendmentDue': ignore,
    'benefits.AmendmentSettled': ignore,
    'benefits.ClaimRemitted': {
      ...known,
      write: (event, rows) => change(rows, event, { remittance: event.data.undone ? null : event.data.remittance }),
    },
    'benefits.ClaimReviewOpened': ignore,
    'benefits.ReviewAssigned': ignore,
    'benefits.ClaimReviewed': ignore,
    'benefits.ClaimAppealed': ignore,
    'benefits.AppealDecided': ignore,
    'benefits.FeedbackRecorded': ignore,
  },
};
