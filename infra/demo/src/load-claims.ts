import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#kernel';
import { signWebhook } from '#platform';
import type { ClaimRequest } from './claim-desk.js';
import { LoadFigures, type LoadReport } from './load-figures.js';
import { type Answer, WebhookClient } from './webhook-client.js';

export interface LoadOptions {
  /** Where the programme listens, `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly requests: Iterable<ClaimRequest> | AsyncIterable<ClaimRequest>;
  /** `whsec_…` of an endpoint. */
  readonly secretOf: (endpoint: string) => string;
  /** Deliveries under way at the same time. */
  readonly concurrency: number;
  /** Deliveries started per second; as many as answers allow unless said. */
  readonly rate?: number;
  /** Stops starting deliveries after so long; when there are no more requests unless said. */
  readonly seconds?: number;
  /** The instant at which a server on a virtual clock receives them; the real one unless said. */
  readonly instant?: Instant;
  /** How long one delivery is tried again when nobody answers or the server asks for patience. */
  readonly patience_seconds?: number;
  /** Called about twice a second. */
  readonly onProgress?: (progress: { readonly sent: number; readonly seconds: number }) => void;
}

const progressEvery_ms = 500;
const answerWithin_ms = 30_000;
const firstPause_ms = 100;
const longestPause_ms = 2_000;
/** In flight elsewhere, too many, or not ready: the same delivery is welcome later. */
const later = new Set([409, 429, 503]);

/**
 * Delivers claims as providers' systems do: each is signed when it is sent, and tried again under the same id when the
 * connection breaks. At a given rate latencies count from when a delivery was due, so a server that stalls can't hide
 * it by making the sender wait.
 */
export const loadClaims = async (options: LoadOptions): Promise<LoadReport> => {
  const { concurrency, rate, seconds = Infinity, onProgress } = options;
  const client = new WebhookClient(new URL(options.url), concurrency, answerWithin_ms);
  const figures = new LoadFigures();
  const source = iteratorOf(options.requests);
  const started = performance.now();
  let [begun, reported] = [0, started];

  const sender = async (): Promise<void> => {
    for (;;) {
      const after_ms = rate === undefined ? performance.now() - started : (begun * 1_000) / rate;
      begun += 1;
      if (after_ms >= seconds * 1_000) return;
      const due = started + after_ms;
      const wait = due - performance.now();
      if (wait > 1) await pause(wait);
      const { done, value } = await source.next();
      if (done) return;
      figures.add(value.webhookId, await delivered(client, value, options), performance.now() - due);
      const now = performance.now();
      if (!onProgress || now - reported < progressEvery_ms) continue;
      reported = now;
      onProgress({ sent: figures.sent, seconds: (now - started) / 1_000 });
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, sender));
  } finally {
    await source.return?.();
    client.close();
  }
  return figures.report((performance.now() - started) / 1_000);
};

const iteratorOf = (requests: LoadOptions['requests']): Iterator<ClaimRequest> | AsyncIterator<ClaimRequest> =>
  Symbol.asyncIterator in requests ? requests[Symbol.asyncIterator]() : requests[Symbol.iterator]();

/** The server's last word, or the error of the last attempt. */
const delivered = async (
  client: WebhookClient,
  request: ClaimRequest,
  options: LoadOptions,
): Promise<Answer | Error> => {
  const patience = performance.now() + (options.patience_seconds ?? 30) * 1_000;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attempted(client, request, options);
    if (!(outcome instanceof Error) && !later.has(outcome.status)) return outcome;
    const asked = outcome instanceof Error ? null : outcome.retryAfter;
    const wait = asked === null ? Math.min(longestPause_ms, firstPause_ms * 2 ** attempt) : asked * 1_000;
    if (performance.now() + wait > patience) return outcome;
    await pause(wait);
  }
};

const attempted = async (
  client: WebhookClient,
  { endpoint, webhookId, body }: ClaimRequest,
  { secretOf, instant }: LoadOptions,
): Promise<Answer | Error> => {
  const rawBody = Buffer.from(body);
  const timestamp = Math.floor((instant === undefined ? Date.now() : Date.parse(instant)) / 1_000);
  const signed = signWebhook({ id: webhookId, timestamp, rawBody, keys: [secretOf(endpoint)] });
  const headers = instant === undefined ? signed : { ...signed, 'entraide-instant': instant };
  try {
    return await client.send(`/v1/hooks/${encodeURIComponent(endpoint)}`, headers, rawBody);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};
