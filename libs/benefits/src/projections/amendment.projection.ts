import { type Projection, type RecordedEvent, type RowsWanted, type Table, wants } from '#eventstore';
import type { AmendmentEvent } from '../claim/amendment/amendment.events.js';
import { amendmentTable } from './amendment.entity.js';

const keyOf = ({ data: { scheme, claim, provider } }: RecordedEvent<AmendmentEvent>) => ({ scheme, claim, provider });

const known = {
  reads: (event: RecordedEvent<AmendmentEvent>): readonly RowsWanted[] => [wants(amendmentTable, keyOf(event))],
};

/** Amendments that came before their claims. */
export const amendmentProjection: Projection<AmendmentEvent> = {
  name: 'benefits.amendment.v1',
  shard: 'benefits',
  tables: [amendmentTable as unknown as Table],
  on: {
    'benefits.AmendmentParked': {
      write: (event, rows) => {
        const { person, kind, by, parkedOn, lastDay } = event.data;
        const told = { person, kind, by, parkedOn, lastDay };
        rows.set(amendmentTable, { ...keyOf(event), ...told, status: 'waiting', reason: null, settledOn: null });
      },
    },
    'benefits.AmendmentDue': {
      ...known,
      write: (event, rows) => {
        const row = rows.get(amendmentTable, keyOf(event));
        if (row) rows.set(amendmentTable, { ...row, status: 'due' as const });
      },
    },
    'benefits.AmendmentSettled': {
      ...known,
      write: (event, rows) => {
        const row = rows.get(amendmentTable, keyOf(event));
        const { outcome: status, reason, settledOn } = event.data;
        if (row) rows.set(amendmentTable, { ...row, status, reason, settledOn });
      },
    },
  },
};
