import {
  ignore,
  type Projection,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import type { EndpointEvent } from '../endpoint/endpoint.events.js';
import type { ReceiversEvent } from '../receivers/receivers.events.js';
import { type EndpointRow, endpointTable } from './endpoint.entity.js';

type Of<Type extends EndpointEvent['type']> = RecordedEvent<Extract<EndpointEvent, { type: Type }>>;

/** Copies what the event says onto the endpoint's row. */
const changed = <Type extends EndpointEvent['type']>(changes: (event: Of<Type>) => Partial<EndpointRow>) => ({
  reads: ({ data: { endpoint }, recorded: { scheme } }: Of<Type>): readonly RowsWanted[] => [
    wants(endpointTable, { scheme, endpoint }),
  ],
  write(event: Of<Type>, rows: Rows): void {
    const { data, recorded } = event;
    const row = rows.get(endpointTable, { scheme: recorded.scheme, endpoint: data.endpoint });
    if (row) rows.set(endpointTable, { ...row, ...changes(event) });
  },
});

/** Receivers, their state and their keys' overlap. */
export const endpointProjection: Projection<EndpointEvent | ReceiversEvent> = {
  name: 'webhooks.endpoint.v1',
  shard: 'webhooks',
  tables: [endpointTable as unknown as Table],
  on: {
    'webhooks.EndpointSubscribed': {
      write: ({ effectiveAt, data: { scheme, endpoint, provider, contracts } }, rows) =>
        rows.set(endpointTable, {
          ...{ scheme, endpoint, provider, contracts, status: 'live', because: null },
          ...{ failingSince: null, previousUntil: null, subscribedOn: effectiveAt },
          ...{ confirmed: true, challengeAttempts: 0, challengeDue: null, challengeFault: null },
        }),
    },
    'webhooks.ContractsChanged': changed<'webhooks.ContractsChanged'>(({ data: { contracts } }) => ({ contracts })),
    'webhooks.SecretRotated': changed<'webhooks.SecretRotated'>(({ data: { previousUntil } }) => ({ previousUntil })),
    'webhooks.EndpointFailing': changed<'webhooks.EndpointFailing'>(({ data }) => ({ failingSince: data.since })),
    'webhooks.EndpointRecovered': changed<'webhooks.EndpointRecovered'>(() => ({ failingSince: null })),
    'webhooks.EndpointDisabled': changed<'webhooks.EndpointDisabled'>(({ data: { because } }) => ({
      status: 'disabled',
      because,
    })),
    'webhooks.EndpointResumed': changed<'webhooks.EndpointResumed'>(() => ({
      ...{ status: 'live', because: null, failingSince: null },
    })),
    'webhooks.EndpointClosed': changed<'webhooks.EndpointClosed'>(() => ({
      ...{ status: 'closed', because: null, previousUntil: null, challengeDue: null },
    })),
    'webhooks.ChallengeAsked': changed<'webhooks.ChallengeAsked'>(({ data: { due } }) => ({
      ...{ confirmed: false, challengeAttempts: 0, challengeDue: due },
    })),
    'webhooks.ChallengeFailed': changed<'webhooks.ChallengeFailed'>(({ data: { attempt, due, fault } }) => ({
      ...{ challengeAttempts: attempt, challengeDue: due, challengeFault: fault },
    })),
    'webhooks.EndpointConfirmed': changed<'webhooks.EndpointConfirmed'>(() => ({
      ...{ confirmed: true, challengeDue: null, challengeFault: null },
    })),
    'webhooks.ReceiverListed': ignore,
    'webhooks.ReceiverDelisted': ignore,
  },
};
