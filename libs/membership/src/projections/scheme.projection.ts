import { type Projection, type Table, wants } from '#eventstore';
import type { SchemeEvent } from '../scheme/scheme.events.js';
import { schemeTable, sectionTable } from './scheme.entity.js';

/** Schemes of the federation and their sections. */
export const schemesProjection: Projection<SchemeEvent> = {
  name: 'membership.scheme.v1',
  shard: 'membership',
  tables: [schemeTable as unknown as Table, sectionTable as unknown as Table],
  on: {
    'membership.SchemeFounded': {
      write: ({ data: { on: _on, decision: _decision, ...particulars } }, rows) =>
        rows.set(schemeTable, { ...particulars, closedUpTo: null }),
    },
    'membership.SchemeRegistered': {
      reads: ({ data: { scheme } }) => [wants(schemeTable, { scheme })],
      write: ({ data }, rows) => {
        const known = rows.get(schemeTable, { scheme: data.scheme });
        rows.set(schemeTable, { ...data, closedUpTo: known?.closedUpTo ?? null });
      },
    },
    // How a scheme stands is asked of its stream.
    'membership.SchemeSuspended': 'ignore',
    'membership.SuspensionLifted': 'ignore',
    'membership.SchemeMerged': 'ignore',
    'membership.SectionOpened': {
      write: ({ data }, rows) => rows.set(sectionTable, data),
    },
    'membership.DayClosed': {
      reads: ({ data: { scheme } }) => [wants(schemeTable, { scheme })],
      write: ({ data: { scheme, day } }, rows) => {
        const row = rows.get(schemeTable, { scheme });
        if (row) rows.set(schemeTable, { ...row, closedUpTo: day });
      },
    },
  },
};
