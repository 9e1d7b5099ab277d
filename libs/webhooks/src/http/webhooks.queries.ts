import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import type { CallerIdentity } from '#platform';
import { DeliveryReason } from '../delivery/delivery.reasons.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { EndpointReason } from '../endpoint/endpoint.reasons.js';
import { endpointStream, type EndpointState } from '../endpoint/endpoint.state.js';
import { type DeliveryRow, deliveryTable } from '../projections/delivery.entity.js';
import { type EndpointRow, endpointTable } from '../projections/endpoint.entity.js';

/** A provider's staff see and keep their own provider's receivers; for them no other is there. */
export const isForeign = ({ role, provider: own }: CallerIdentity, provider: string): boolean =>
  role === 'provider-client' && own !== provider;

/** A receiver as it stands. @throws CommandRefused 404 when it is not there for the caller */
export class Receiver extends Query<EndpointState> {
  constructor(
    readonly scheme: string,
    readonly endpoint: string,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

@QueryHandler(Receiver)
export class ReceiverHandler implements IQueryHandler<Receiver> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, endpoint, caller }: Receiver): Promise<EndpointState> {
    const state = await this.decisions.latestStateOf('webhooks', endpointStream(scheme, endpoint), endpointDecider);
    if (!state.owner || isForeign(caller, state.owner.provider))
      throw new CommandRefused(refuse(EndpointReason.notFound, { endpoint }, 'notFound'));
    return state;
  }
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface ReceiversPage {
  readonly total: number;
  readonly webhooks: readonly EndpointRow[];
}

export class Receivers extends Query<ReceiversPage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly asked: Partial<Pick<EndpointRow, 'provider' | 'status' | 'confirmed'>>,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(Receivers)
export class ReceiversHandler implements IQueryHandler<Receivers> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, asked, page }: Receivers): Promise<ReceiversPage> {
    const where = { ...asked, scheme };
    const [total, webhooks] = await Promise.all([
      this.models.count(scope, endpointTable, where),
      this.models.find(scope, endpointTable, { where, orderBy: ['provider', 'endpoint'], ...page }),
    ]);
    return { total, webhooks };
  }
}

export interface DeliveriesPage {
  readonly total: number;
  readonly deliveries: readonly DeliveryRow[];
}

export class Deliveries extends Query<DeliveriesPage> {
  constructor(
    readonly scope: Scope,
    readonly of: { readonly scheme: string; readonly endpoint: string },
    readonly asked: Partial<Pick<DeliveryRow, 'status' | 'about'>>,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(Deliveries)
export class DeliveriesHandler implements IQueryHandler<Deliveries> {
  constructor(private readonly models: ReadModels) {}

  /** The latest first. */
  async execute({ scope, of, asked, page }: Deliveries): Promise<DeliveriesPage> {
    const where = { ...asked, ...of };
    const [total, deliveries] = await Promise.all([
      this.models.count(scope, deliveryTable, where),
      this.models.find(scope, deliveryTable, { where, orderBy: ['queuedAt', 'message'], descending: true, ...page }),
    ]);
    return { total, deliveries };
  }
}

/** One line of the log. @throws CommandRefused 404 */
export class Delivery extends Query<DeliveryRow> {
  constructor(
    readonly scope: Scope,
    readonly key: Pick<DeliveryRow, 'scheme' | 'endpoint' | 'message'>,
  ) {
    super();
  }
}

@QueryHandler(Delivery)
export class DeliveryHandler implements IQueryHandler<Delivery> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, key }: Delivery): Promise<DeliveryRow> {
    const row = await this.models.findOne(scope, deliveryTable, key);
    const { endpoint, message } = key;
    if (!row) throw new CommandRefused(refuse(DeliveryReason.notFound, { endpoint, message }, 'notFound'));
    return row;
  }
}

export const receiverQueries = [ReceiverHandler, ReceiversHandler, DeliveriesHandler, DeliveryHandler];
