import { type Decisions, type Metadata, uuid5In } from '#eventstore';
import { type Clock, dayIn, type Instant } from '#kernel';
import type { DeliveryCommand } from '../delivery/delivery.commands.js';
import { deliveryDecider } from '../delivery/delivery.decider.js';
import { deliveryStream } from '../delivery/delivery.state.js';
import type { Waiting } from '../delivery/delivery.types.js';
import type { EndpointCommand } from '../endpoint/endpoint.commands.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { endpointStream, type EndpointState, signingSecrets } from '../endpoint/endpoint.state.js';
import type { HttpSender } from './http-sender.js';
import { nowhere, type Outcome } from './outcome.js';

/** What one receiver is told of one thing: a claim, a remittance. */
export interface Line {
  readonly scheme: string;
  readonly endpoint: string;
  readonly about: string;
}

export interface DelivererParts {
  readonly decisions: Decisions;
  readonly sender: Pick<HttpSender, 'send'>;
  readonly clock: Clock;
  /** From 0 to 1000. */
  readonly jitter: () => number;
  /** Told of each attempt, for figures. */
  readonly observed?: (outcome: Outcome) => void;
}

const commandIdIn = uuid5In('0b6a4f0e-6a53-4f3c-9c53-2f6d1d0f7a11');

/** Makes the attempts that are due, and notes what came of them. Whatever was not noted is attempted again. */
export class Deliverer {
  constructor(private readonly parts: DelivererParts) {}

  /**
   * Tells a receiver the next thing about a claim or a remittance, when it is due.
   * @returns when to come back; undefined when nothing waits, or the receiver is not to be told anything now.
   */
  async deliver(line: Line): Promise<Instant | undefined> {
    const { decisions, clock } = this.parts;
    // As it stands, whichever process changed it last: nothing is sent again that another has sent, no old key signs.
    const first = await this.firstOf(line);
    if (!first) return undefined;
    const receiver = await decisions.latestStateOf(
      'webhooks',
      endpointStream(line.scheme, line.endpoint),
      endpointDecider,
    );
    const at = clock.now();
    const secrets = signingSecrets(receiver, at);
    if (receiver.status !== 'live' || receiver.challenge !== null) return undefined;
    if (Date.parse(first.due) > Date.parse(at)) return first.due;
    const isKnown = receiver.url !== null && secrets.length > 0;
    const outcome = isKnown ? await this.attempt(first, receiver.url, secrets, at) : nowhere;
    this.parts.observed?.(outcome);
    await this.note(line, first, outcome, receiver);
    return (await this.firstOf(line))?.due;
  }

  private async firstOf({ scheme, endpoint, about }: Line): Promise<Waiting | undefined> {
    const stream = deliveryStream(scheme, endpoint, about);
    return (await this.parts.decisions.latestStateOf('webhooks', stream, deliveryDecider)).waiting[0];
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
    { scheme, endpoint, about }: Line,
    { message, attempts, due }: Waiting,
    outcome: Outcome,
    { failingSince }: EndpointState,
  ): Promise<void> {
    const { decisions, clock, jitter } = this.parts;
    const at = clock.now();
    const dated = { endpoint, at, on: dayIn('UTC', at) };
    // One id per attempt: of two processes that made the same one, one is noted.
    const attempt = [scheme, endpoint, about, message, attempts, due].join(' ');
    const by = (what: string): Metadata => ({
      commandId: commandIdIn(`${what} ${attempt}`),
      scheme,
      actor: { id: 'system:webhooks.deliverer', role: 'system' },
      correlation: message,
      recordedAt: at,
    });
    const noted: DeliveryCommand = { type: 'NoteAttempt', ...dated, about, message, outcome, jitter: jitter() };
    await decisions.decide('webhooks', deliveryStream(scheme, endpoint, about), deliveryDecider, noted, by('attempt'));
    // Most deliveries arrive at a receiver that works: nothing is to be said of it then.
    if (outcome.result === 'delivered' && failingSince === null) return;
    const of: EndpointCommand =
      outcome.result === 'delivered'
        ? { type: 'NoteSuccess', ...dated }
        : { type: 'NoteFailure', ...dated, gone: outcome.result === 'gone' };
    await decisions.decide('webhooks', endpointStream(scheme, endpoint), endpointDecider, of, by('receiver'));
  }
}
