import {
  type Projection,
  ignore,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import type { ClaimEvent } from '../claim/claim.events.js';
import { type PrescriptionRow, prescriptionTable } from './prescription.entity.js';

const keyOf = ({ data: { claim }, recorded: { scheme } }: RecordedEvent<ClaimEvent>) => ({ scheme, claim });

const known = {
  reads: (event: RecordedEvent<ClaimEvent>): readonly RowsWanted[] => [wants(prescriptionTable, keyOf(event))],
};

const change = (rows: Rows, event: RecordedEvent<ClaimEvent>, changed: Partial<PrescriptionRow>): void => {
  const row = rows.get(prescriptionTable, keyOf(event));
  if (row) rows.set(prescriptionTable, { ...row, ...changed });
};

/** Prescriptions by who wrote them. What is annulled was nobody's prescription. */
export const prescriptionProjection: Projection<ClaimEvent> = {
  name: 'benefits.prescription.v1',
  shard: 'benefits',
  tables: [prescriptionTable as unknown as Table],
  on: {
    'benefits.ClaimSubmitted': {
      write: ({ data: { claim, scheme, prescriber, serviceDate } }, rows) => {
        if (prescriber === undefined) return;
        rows.set(prescriptionTable, { claim, scheme, prescriber, serviceDate, flagged: false, outcome: null });
      },
    },
    'benefits.ClaimReviewOpened': {
      ...known,
      write: (event, rows) => {
        if (event.data.because === 'flagged') change(rows, event, { flagged: true });
      },
    },
    'benefits.ClaimReviewed': {
      ...known,
      write: (event, rows) => {
        // A flag is the first review there is; one that is asked for later says nothing of the control.
        if (event.data.review === 1) change(rows, event, { outcome: event.data.outcome });
      },
    },
    'benefits.ClaimReversed': {
      ...known,
      write: (event, rows) => {
        if (rows.get(prescriptionTable, keyOf(event))) rows.delete(prescriptionTable, keyOf(event));
      },
    },
    'benefits.ClaimAdjudicated': ignore,
    'benefits.ClaimResubmitted': ignore,
    'benefits.AmendmentParked': ignore,
    'benefits.AmendmentDue': ignore,
    'benefits.AmendmentSettled': ignore,
    'benefits.ClaimRemitted': ignore,
    'benefits.ReviewAssigned': ignore,
    'benefits.ClaimAppealed': ignore,
    'benefits.AppealDecided': ignore,
    'benefits.FeedbackRecorded': ignore,
  },
};
