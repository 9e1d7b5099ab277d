import { type Decisions, uuid5In } from '#eventstore';
import { type Clock, dayIn, type Instant } from '#kernel';
import { verifyWebhook } from '#platform';
import type { Challenge } from '../endpoint/challenge.types.js';
import type { NoteChallenge } from '../endpoint/endpoint.commands.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { endpointStream, signingSecrets } from '../endpoint/endpoint.state.js';
import type { Heard, HttpSender } from './http-sender.js';
import { nowhere, type Outcome } from './outcome.js';

export interface ChallengerParts {
  readonly decisions: Decisions;
  readonly sender: Pick<HttpSender, 'ask'>;
  readonly clock: Clock;
  /** Something nobody guesses, each time another: letters and digits. */
  readonly draw: () => string;
  /** From 0 to 1000. */
  readonly jitter: () => number;
  /** Told of each attempt, for figures. */
  readonly observed?: (outcome: Outcome, answered: boolean) => void;
}

/** What a new receiver is asked; nobody can subscribe to it. */
export const challengeContract = 'webhooks.challenge.v1';

const commandIdIn = uuid5In('5a2f4a57-61c0-4d83-9d3c-0c1d6c0f5f3e');

/** An answer is a signature or two, in JSON. @unit bytes */
const longestAnswer = 4_096;

/**
 * Asks a new receiver to sign something it has not seen before, with the key it was given: whoever points us at somebody
 * else's address, or at a door inside that answers everything with 200, or with an echo, gets no further.
 */
export class Challenger {
  constructor(private readonly parts: ChallengerParts) {}

  /** Makes the attempt that is due, if one is. What was not noted is attempted again. */
  async challenge(scheme: string, endpoint: string): Promise<void> {
    const { decisions, clock } = this.parts;
    const stream = endpointStream(scheme, endpoint);
    const { status, challenge, url, ...keys } = await decisions.latestStateOf('webhooks', stream, endpointDecider);
    const at = clock.now();
    const secrets = signingSecrets({ status, challenge, url, ...keys }, at);
    if (status !== 'live' || !isDue(challenge, at)) return;
    const isKnown = url !== null && secrets.length > 0;
    const { heard, answered } = isKnown
      ? await this.ask(endpoint, url, secrets, at)
      : { heard: { outcome: nowhere }, answered: false };
    this.parts.observed?.(heard.outcome, answered);
    await this.note({ scheme, endpoint, challenge }, heard.outcome, answered);
  }

  private async ask(endpoint: string, url: string, secrets: readonly string[], at: Instant) {
    const { sender, draw } = this.parts;
    const challenge = draw();
    const id = `challenge-${challenge}`;
    const timestamp = Math.floor(Date.parse(at) / 1_000);
    const asked = { type: challengeContract, effectiveAt: dayIn('UTC', at), data: { endpoint, challenge } };
    const rawBody = Buffer.from(JSON.stringify(asked));
    const heard = await sender.ask({ url, id, rawBody, secrets, timestamp, hears: longestAnswer });
    const signature = signatureIn(heard);
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
    const keys = secrets.map(key => ({ key }));
    const verdict = verifyWebhook({ headers, rawBody: Buffer.from(challenge), keys, now: at });
    return { heard, answered: verdict.status === 'verified' };
  }

  private async note(
    { scheme, endpoint, challenge }: { scheme: string; endpoint: string; challenge: Challenge },
    outcome: Outcome,
    answered: boolean,
  ): Promise<void> {
    const { decisions, clock, jitter } = this.parts;
    const at = clock.now();
    // One id per attempt: of two processes that made the same one, one is noted.
    const commandId = commandIdIn([scheme, endpoint, challenge.attempts, challenge.due].join(' '));
    const noted: NoteChallenge = {
      ...{ type: 'NoteChallenge', endpoint, outcome, answered },
      ...{ jitter: jitter(), at, on: dayIn('UTC', at) },
    };
    const actor = { id: 'system:webhooks.challenger', role: 'system' } as const;
    const by = { commandId, scheme, actor, correlation: commandId, recordedAt: at };
    await decisions.decide('webhooks', endpointStream(scheme, endpoint), endpointDecider, noted, by);
  }
}

const isDue = (challenge: Challenge | null, at: Instant): challenge is Challenge =>
  challenge !== null && challenge.due !== null && Date.parse(challenge.due) <= Date.parse(at);

/** Whatever it sent; undefined for anything but an object with a text of that name. */
const signatureIn = ({ text }: Heard): string | undefined => {
  try {
    const { signature } = JSON.parse(text ?? '') as { readonly signature?: unknown };
    return typeof signature === 'string' ? signature : undefined;
  } catch {
    return undefined;
  }
};
