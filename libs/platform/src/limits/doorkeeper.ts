import { hash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Metrics } from '../health/metrics.js';
import { RequestRefused } from '../http/problem.js';
import { Allowance } from './allowance.js';
import type { LimitSettings } from './limit-settings.js';
import { networkOf } from './network-of.js';

/** How long a network is remembered to have shown a credential that was right. @unit milliseconds */
const remembered_ms = 3_600_000;
const mostRemembered = 20_000;

/** Someone at the door with a token or a signature, before anybody has looked at it. */
export interface Visitor {
  /** It was wrong. */
  refused(): void;
  /** It was right. Counted as one request of that caller or endpoint. @throws RequestRefused 429 */
  recognised(as: 'caller' | 'endpoint', id: string): void;
}

/**
 * Counts what is asked by whom, in this process. A request counts against a caller only once it is proved to be theirs,
 * so nobody uses up what another may ask. Wrong tokens and signatures count against the network they come from; there,
 * one that was right lately is still looked at: a stranger behind the same proxy locks nobody out. Keys are kept as
 * digests that only this process can make.
 */
export class Doorkeeper {
  private readonly allowances: Readonly<Record<'caller' | 'endpoint', Allowance>>;
  private readonly failures: Allowance;
  private readonly lately = new LRUCache<string, true>({ max: mostRemembered, ttl: remembered_ms });
  private readonly salt = randomBytes(16).toString('base64');

  constructor(
    settings: LimitSettings,
    private readonly metrics: Pick<Metrics, 'turnedAway'>,
    now?: () => number,
  ) {
    const { caller, endpoint, window_s, failures } = settings;
    this.allowances = {
      caller: new Allowance(caller, window_s, now),
      endpoint: new Allowance(endpoint, window_s, now),
    };
    this.failures = new Allowance(failures, 60, now);
  }

  /**
   * @param credential the token, or the endpoint that is said to sign.
   * @throws RequestRefused 429 when too many were wrong from there, and this one was not right lately.
   */
  visitor(address: string, credential: string): Visitor {
    const network = networkOf(address);
    const from = this.keyOf(network);
    const shown = this.keyOf(`${network} ${credential}`);
    const wait_s = this.failures.wait(from);
    if (wait_s > 0 && !this.lately.has(shown)) throw this.turnAway('failures', 'request.failures.exceeded', wait_s);
    return {
      refused: () => this.failures.spend(from),
      recognised: (as, id) => {
        this.lately.set(shown, true);
        const until_s = this.allowances[as].take(this.keyOf(id));
        if (until_s > 0) throw this.turnAway(as, 'request.rate.exceeded', until_s);
      },
    };
  }

  private turnAway(kind: 'caller' | 'endpoint' | 'failures', code: string, wait_s: number): RequestRefused {
    this.metrics.turnedAway(kind);
    return new RequestRefused(429, code, { detail: details[kind] }, { 'Retry-After': String(wait_s) });
  }

  private keyOf(text: string): string {
    return hash('sha256', this.salt + text, 'base64');
  }
}

const details = {
  caller: {
    fr: 'trop de demandes en peu de temps; la même demande peut être renvoyée plus tard',
    en: 'too many requests in a short time; the same request can be sent again later',
  },
  endpoint: {
    fr: 'trop de livraisons en peu de temps; la même livraison peut être renvoyée plus tard',
    en: 'too many deliveries in a short time; the same delivery can be sent again later',
  },
  failures: {
    fr: "trop d'authentifications refusées depuis cette adresse",
    en: 'too many authentications refused from this address',
  },
};
