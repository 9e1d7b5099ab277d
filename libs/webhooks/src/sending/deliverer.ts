import { type Decisions, type Metadata, uuid5In } from '#eventstore';
import { type Clock, dayIn, type Instant } from '#kernel';
import type { DeliveryCommand } from '../delivery/delivery.commands.js';
import { deliveryDecider } from '../delivery/delivery.decider.js';
import type { Waiting } from '../delivery/delivery.types.js';
import type { EndpointCommand } from '../endpoint/endpoint.commands.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { type EndpointState, signingSecrets } from '../endpoint/endpoint.state.js';
import type { HttpSender } from './http-sender.js';
import type { Outcome } from './outcome.js';

export const endpointStream = (endpoint: string): string => `webhooks.endpoint-${endpoint}`;
/** One per receiver and thing told of: what is in it is told in order. */
export const deliveryStream = (endpoint: string, about: string): string => `webhooks.delivery-${endpoint}/${about}`;

export interface DelivererParts {
  readonly decisions: Decisions;
  readonly sender: Pick<HttpSender, 'send'>;
  readonly clock: Clock;
  /** From 0 to 1000. */
  readonly jitter: () => number;
}

const commandIdIn = uuid5In('0b6a4f0e-6a53-4f3c-9c53-2f6d1d0f7a11');

/** Makes the attempts that are due, and notes what came of them. Whatever was not noted is attempted again. */
export class Deliverer {
  constructor(private readonly parts: DelivererParts) {}

  /**
   * Tells a receiver the next thing about a claim or a remittance, when it is due.
   * @returns when to come back; undefined when nothing waits, or the receiver is not to be told anything now.
   */
  async deliver(endpoint: string, about: string): Promise<Instant | undefined> {
    const { decisions, clock } = this.parts;
    const { waiting, scheme } = await decisions.stateOf('webhooks', deliveryStream(endpoint, about), deliveryDecider);
    const [first] = waiting;
    if (!first || scheme === null) return undefined;
    const receiver = await decisions.stateOf('webhooks', endpointStream(endpoint), endpointDecider);
    const at = clock.now();
    const secrets = signingSecrets(receiver, at);
    if (receiver.status !== 'live' || receiver.url === null || secrets.length === 0) return undefined;
    if (Date.parse(first.due) > Date.parse(at)) return first.due;
    const outcome = await this.attempt(first, receiver.url, secrets, at);
    await this.note({ endpoint, about, scheme }, first, outcome, receiver);
    const { waiting: left } = await decisions.stateOf('webhooks', deliveryStream(endpoint, about), deliveryDecider);
    return left[0]?.due;
  }

  private attempt(
    { message, contract, effectiveAt, data }: Waiting,
    url: string,
    secrets: readonly string[],
    at: Instant,
  ): Promise<Outcome> {
    // The same bytes at every attempt: a receiver that compares finds the same request.
    const rawBody = Buffer.from(JSON.stringify({ type: contract, effectiveAt, data }));
    const timestamp = Math.floor(Date.parse(at) / 1_000);
    return this.parts.sender.send({ url, id: message, rawBody, secrets, timestamp });
  }

  private async note(
    { endpoint, about, scheme }: { readonly endpoint: string; readonly about: string; readonly scheme: string },
    { message, attempts, due }: Waiting,
    outcome: Outcome,
    { failingSince }: EndpointState,
  ): Promise<void> {
    const { decisions, clock, jitter } = this.parts;
    const at = clock.now();
    const dated = { endpoint, at, on: dayIn('UTC', at) };
    // One id per attempt: of two processes that made the same one, one is noted.
    const attempt = [endpoint, about, message, attempts, due].join(' ');
    const by = (what: string): Metadata => ({
      commandId: commandIdIn(`${what} ${attempt}`),
      scheme,
      actor: { id: 'system:webhooks.deliverer', role: 'system' },
      correlation: message,
      recordedAt: at,
    });
    const noted: DeliveryCommand = { type: 'NoteAttempt', ...dated, about, message, outcome, jitter: jitter() };
    await decisions.decide('webhooks', deliveryStream(endpoint, about), deliveryDecider, noted, by('attempt'));
    // Most deliveries arrive at a receiver that works: nothing is to be said of it then.
    if (outcome.result === 'delivered' && failingSince === null) return;
    const of: EndpointCommand =
      outcome.result === 'delivered'
        ? { type: 'NoteSuccess', ...dated }
        : { type: 'NoteFailure', ...dated, gone: outcome.result === 'gone' };
    await decisions.decide('webhooks', endpointStream(endpoint), endpointDecider, of, by('receiver'));
  }
}
