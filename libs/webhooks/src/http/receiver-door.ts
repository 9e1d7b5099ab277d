import type { QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import type { CallerIdentity } from '#platform';
import { EndpointReason } from '../endpoint/endpoint.reasons.js';
import type { EndpointState } from '../endpoint/endpoint.state.js';
import type { WebhookPath } from './webhooks.dto.js';
import { Receiver } from './webhooks.queries.js';

/** Who holds a key can speak to the provider in the federation's name: the scheme's own staff never see one. */
export const keyKeepers = ['federation-admin', 'provider-client'] as const;
export const keepers = [...keyKeepers, 'scheme-manager'] as const;
export const readers = [...keepers, 'scheme-clerk', 'auditor'] as const;

/** The caller's own receiver. @throws CommandRefused 404 when it is not there for them */
export const ownReceiver = (
  queries: QueryBus,
  { scheme, endpoint }: WebhookPath,
  caller: CallerIdentity,
): Promise<EndpointState> => queries.execute(new Receiver(scheme, endpoint, caller));

/** Their own, and not closed: nothing is told to one that is. @throws CommandRefused */
export const openReceiver = async (
  queries: QueryBus,
  path: WebhookPath,
  caller: CallerIdentity,
): Promise<EndpointState> => {
  const state = await ownReceiver(queries, path, caller);
  if (state.status === 'closed') throw new CommandRefused(refuse(EndpointReason.closed, { endpoint: path.endpoint }));
  return state;
};

/** The day and the instant of a command. */
export const datesOf = ({ recordedAt }: Metadata) => ({ on: dayIn('UTC', recordedAt), at: recordedAt });
