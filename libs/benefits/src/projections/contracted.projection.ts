import { ignore, type Projection, type Table } from '#eventstore';
import type { ProviderEvent } from '../provider/provider.events.js';
import { contractedTable } from './contracted.entity.js';

/** Who is expected to send claims. */
export const contractedProjection: Projection<ProviderEvent> = {
  name: 'benefits.contracted.v1',
  shard: 'benefits',
  tables: [contractedTable as unknown as Table],
  on: {
    'benefits.ProviderContracted': {
      write: ({ data: { scheme, provider, contract } }, rows) => {
        const { from, to, level } = contract;
        rows.set(contractedTable, { scheme, provider, from, to, level });
      },
    },
    'benefits.ProviderSuspended': ignore,
    'benefits.ComplaintFiled': ignore,
    'benefits.ComplaintAnswered': ignore,
    'benefits.QualityClauseBroken': ignore,
  },
};
