import { type Projection, type RecordedEvent, type Table, uuid5In, wants } from '#eventstore';
import type { DuplicateEvent } from '../duplicate/duplicate.events.js';
import { duplicateStream } from '../duplicate/duplicate.types.js';
import { duplicateSideTable, duplicateTable } from './duplicate.entity.js';

type Data = DuplicateEvent['data'];

const pairId = uuid5In('b0d6c7c4-6b0e-5f5e-9a53-2f1c0a4f7d11');
/** What a row of one scheme is called after: the other's ids cannot be read from it. */
const pairOf = ({ first, second }: Data): string => pairId(duplicateStream(first, second));

const rowsOf = ({ data }: RecordedEvent<DuplicateEvent>) => {
  const pair = pairOf(data);
  return [
    wants(duplicateTable, { pair }),
    ...[data.first, data.second].map(({ household }) => wants(duplicateSideTable, { pair, household })),
  ];
};

/** Who may be registered twice: the pair for the federation, each side for its own scheme. Ids and days only. */
export const duplicatesProjection: Projection<DuplicateEvent> = {
  name: 'membership.duplicate.v1',
  shard: 'membership',
  tables: [duplicateTable as unknown as Table, duplicateSideTable as unknown as Table],
  on: {
    'membership.DuplicateProposed': {
      write: ({ data }, rows) => {
        const { first, second, score, because, proposedBy, proposedOn } = data;
        const pair = pairOf(data);
        const open = { status: 'proposed', decidedOn: null } as const;
        rows.set(duplicateTable, {
          ...{ pair, scheme: '*', first, second, score, because, proposedBy, proposedOn },
          ...open,
          ...{ decidedBy: null, reference: null },
        });
        for (const { scheme, household, person } of [first, second])
          rows.set(duplicateSideTable, { pair, scheme, household, person, proposedOn, ...open });
      },
    },
    'membership.DuplicateDecided': {
      reads: rowsOf,
      write: ({ data }, rows) => {
        const { first, second, verdict: status, decidedBy, decidedOn, reference } = data;
        const pair = pairOf(data);
        const row = rows.get(duplicateTable, { pair });
        if (row) rows.set(duplicateTable, { ...row, status, decidedBy, decidedOn, reference });
        for (const { household } of [first, second]) {
          const side = rows.get(duplicateSideTable, { pair, household });
          if (side) rows.set(duplicateSideTable, { ...side, status, decidedOn });
        }
      },
    },
  },
};
