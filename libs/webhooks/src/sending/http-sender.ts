import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { signWebhook } from '#platform';
import { Addresses } from './addresses.js';
import { failed, type Outcome, outcomeOf } from './outcome.js';

export interface Delivery {
  readonly url: string;
  /** The same at every attempt: the receiver's key for doing nothing twice. */
  readonly id: string;
  readonly rawBody: Uint8Array;
  /** `whsec_…`, every one that is live. */
  readonly secrets: readonly string[];
  /** When this attempt is made. @unit seconds since 1970 */
  readonly timestamp: number;
  /** Hears what a receiver answers 2xx with, when it is no longer than this. @unit bytes */
  readonly hears?: number;
}

export interface Heard {
  readonly outcome: Outcome;
  /** Undefined when nothing was to be heard, or it was too long. */
  readonly text?: string;
}

export interface SenderOptions {
  /** Networks besides public addresses: for receivers within a house, and for tests. Plain HTTP goes nowhere else. */
  readonly allow?: readonly string[];
  /** For the whole attempt, from the name to the answer; 15 s unless said. */
  readonly timeoutMs?: number;
  /** All addresses of a name; the system's resolver unless said. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

const usualTimeout_ms = 15_000;
const systemResolver = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Makes one attempt at a delivery. The name is looked up once, every address it has is judged, and the connection goes
 * to the one that was judged: a name that leads elsewhere a moment later leads nobody inside.
 */
export class HttpSender {
  private readonly addresses: Addresses;

  /** @throws RangeError for what is no network. */
  constructor(private readonly options: SenderOptions = {}) {
    this.addresses = new Addresses(options.allow);
  }

  /** Never rejects: whatever happens is an outcome. Of the answer nothing is read but its head. */
  async send(delivery: Omit<Delivery, 'hears'>): Promise<Outcome> {
    return (await this.ask(delivery)).outcome;
  }

  /** As `send`, and hears the answer. */
  async ask(delivery: Delivery): Promise<Heard> {
    const late = AbortSignal.timeout(this.options.timeoutMs ?? usualTimeout_ms);
    const inTime = new Promise<Heard>(resolve =>
      late.addEventListener('abort', () => resolve({ outcome: failed('timeout') }), { once: true }),
    );
    return Promise.race([inTime, this.attempt(delivery, late).catch(() => ({ outcome: failed('connection') }))]);
  }

  private async attempt(delivery: Delivery, late: AbortSignal): Promise<Heard> {
    const url = new URL(delivery.url);
    const address = await this.addressOf(url);
    if (address === undefined) return { outcome: failed('address') };
    if (late.aborted) return { outcome: failed('timeout') };
    return this.post(url, address, delivery, late);
  }

  /** One bad address among good ones is enough: whoever mixes them means no good. */
  private async addressOf({ protocol, hostname }: URL): Promise<string | undefined> {
    const host = hostname.replace(/^\[|\]$/g, '');
    const resolve = this.options.resolve ?? systemResolver;
    const found = isIP(host) ? [host] : await resolve(host).catch(() => []);
    const good = found.every(
      address => this.addresses.may(address) && (protocol === 'https:' || this.addresses.names(address)),
    );
    return good ? found[0] : undefined;
  }

  private post(url: URL, address: string, delivery: Delivery, signal: AbortSignal): Promise<Heard> {
    const { id, timestamp, rawBody, secrets, hears = 0 } = delivery;
    const pinned: LookupFunction = (_host, { all }, done) => {
      const family = isIP(address);
      if (all) done(null, [{ address, family }]);
      else done(null, address, family);
    };
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    return new Promise((resolve, reject) => {
      const asking = send(url, {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': rawBody.byteLength,
          'user-agent': 'Entraide-Webhooks/1',
          ...signWebhook({ id, timestamp, rawBody, keys: secrets }),
        },
      });
      asking.on('error', reject);
      asking.on('response', answer => {
        const outcome = outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after']);
        // What nobody asked to hear is not read: it could go on for ever.
        const text = outcome.result === 'delivered' && hears > 0 ? hear(answer, hears) : Promise.resolve(undefined);
        void text.then(heard => {
          resolve({ outcome, ...(heard === undefined ? {} : { text: heard }) });
          answer.on('error', () => undefined);
          asking.destroy();
        }, reject);
      });
      asking.end(rawBody);
    });
  }
}

/** The whole of it; undefined when it is longer. @throws Error when it breaks off */
const hear = async (answer: IncomingMessage, most_bytes: number): Promise<string | undefined> => {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    if ((length += piece.byteLength) > most_bytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};
