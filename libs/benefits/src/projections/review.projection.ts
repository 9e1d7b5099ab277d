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
import { type ReviewRow, reviewTable } from './review.entity.js';

const keyOf = ({ data: { claim }, recorded: { scheme } }: RecordedEvent<ClaimEvent>) => ({ scheme, claim });

const known = {
  reads: (event: RecordedEvent<ClaimEvent>): readonly RowsWanted[] => [wants(reviewTable, keyOf(event))],
};

const change = (rows: Rows, event: RecordedEvent<ClaimEvent>, changed: Partial<ReviewRow>): void => {
  const row = rows.get(reviewTable, keyOf(event));
  if (row?.status === 'open') rows.set(reviewTable, { ...row, ...changed });
};

/** The queue of those who review claims. */
export const reviewProjection: Projection<ClaimEvent> = {
  name: 'benefits.review.v1',
  shard: 'benefits',
  tables: [reviewTable as unknown as Table],
  on: {
    'benefits.ClaimReviewOpened': {
      write: ({ data: { claim, scheme, review, provider, person, because, openedBy, openedOn, amount } }, rows) =>
        rows.set(reviewTable, {
          ...{ claim, scheme, review, provider, person, because, openedBy, openedOn, amount },
          ...{ status: 'open', assignee: null, outcome: null, after: null },
        }),
    },
    'benefits.ReviewAssigned': { ...known, write: (event, rows) => change(rows, event, { assignee: event.data.to }) },
    'benefits.ClaimReviewed': {
      ...known,
      write: (event, rows) =>
        change(rows, event, { status: 'decided', outcome: event.data.outcome, after: event.data.after }),
    },
    'benefits.ClaimReversed': { ...known, write: (event, rows) => change(rows, event, { status: 'withdrawn' }) },
    'benefits.ClaimSubmitted': ignore,
    'benefits.ClaimAdjudicated': ignore,
    'benefits.ClaimResubmitted': ignore,
    'benefits.AmendmentParked': ignore,
    'benefits.AmendmentDue': ignore,
    'benefits.AmendmentSettled': ignore,
    'benefits.ClaimRemitted': ignore,
    'benefits.ClaimAppealed': ignore,
    'benefits.AppealDecided': ignore,
    'benefits.FeedbackRecorded': ignore,
  },
};
