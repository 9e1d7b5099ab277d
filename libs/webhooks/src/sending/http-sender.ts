import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
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

  /** Never rejects: whatever happens is an outcome. */
  async send(delivery: Delivery): Promise<Outcome> {
    const late = AbortSignal.timeout(this.options.timeoutMs ?? usualTimeout_ms);
    const inTime = new Promise<Outcome>(resolve =>
      late.addEventListener('abort', () => resolve(failed('timeout')), { once: true }),
    );
    return Promise.race([inTime, this.attempt(delivery, late).catch(() => failed('connection'))]);
  }

  private async attempt(delivery: Delivery, late: AbortSignal): Promise<Outcome> {
    const url = new URL(delivery.url);
    const address = await this.addressOf(url);
    if (address === undefined) return failed('address');
    if (late.aborted) return failed('timeout');
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

  private post(url: URL, address: string, delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { id, timestamp, rawBody, secrets } = delivery;
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
        resolve(outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after']));
        // What it has to say besides is not read: it could go on for ever.
        answer.on('error', () => undefined);
        asking.destroy();
      });
      asking.end(rawBody);
    });
  }
}
