import { type Projection, type Table, wants } from '#eventstore';
import type { BookletEvent } from '../booklet/booklet.events.js';
import { bookletTable } from './booklet.entity.js';

/** Who holds which receipt numbers. */
export const bookletProjection: Projection<BookletEvent> = {
  name: 'contributions.booklet.v1',
  shard: 'contributions',
  tables: [bookletTable as unknown as Table],
  on: {
    'contributions.BookletIssued': {
      write: ({ data }, rows) => rows.set(bookletTable, { ...data, returnedOn: null, missing: null }),
    },
    'contributions.BookletReturned': {
      reads: ({ data: { scheme, booklet } }) => [wants(bookletTable, { scheme, booklet })],
      write: ({ data: { scheme, booklet, returnedOn, missing } }, rows) => {
        const row = rows.get(bookletTable, { scheme, booklet });
        if (row) rows.set(bookletTable, { ...row, returnedOn, missing });
      },
    },
  },
};
