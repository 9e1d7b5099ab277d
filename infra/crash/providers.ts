import { setTimeout as pause } from 'node:timers/promises';
import { mintDevToken } from '#platform';
import { type ClaimRequest, demoFederation, freshClaims, loadClaims, type LoadReport } from '../demo/src/index.js';
import type { Acknowledged } from '../checks/invariants.js';

/** The last day of the demo's story, when its members are covered and nothing is too late to be filed. */
export const lastDay = '2026-06-30';
const instant = `${lastDay}T10:00:00.000Z`;
/** Deliveries under way at the same time: so many may be cut short by a kill. */
const concurrency = 16;
const retry_ms = 50;
/** A provider goes on trying for days; here, longer than any recovery may take. */
const usualPatience_seconds = 30;

export interface ProvidersOptions {
  readonly url: string;
  readonly dataDir: string;
  readonly seed: number;
  readonly members: number;
  /** How long one delivery is tried again. */
  readonly patience_seconds?: number;
}

/** Systems of care providers: they sign claims, deliver them, try again under the same id, and remember the answers. */
export class Providers {
  readonly acknowledged: Acknowledged[] = [];
  readonly statuses: Record<string, number> = {};
  /** Deliveries of the load that were given up. */
  unanswered = 0;
  private readonly secrets = new Map<string, string>();
  private readonly endpoints = new Map<string, string>();
  private readonly probes: Iterator<ClaimRequest>;
  private readonly deliveries: Iterator<ClaimRequest>;
  private closing = false;

  constructor(private readonly options: ProvidersOptions) {
    this.probes = this.claims('probe');
    this.deliveries = this.claims('load');
  }

  /** Each provider's system gets its own signing key from the federation, as it would on its first day. */
  async enrol(): Promise<void> {
    const { url, dataDir, seed, members } = this.options;
    const token = await mintDevToken({ dataDir, role: 'federation-admin', schemes: ['*'] });
    for (const { operation, input } of demoFederation({ seed, members })) {
      if (operation !== 'RegisterEndpoint') continue;
      const { scheme, provider, endpoint } = input;
      const answer = await fetch(`${url}/v1/schemes/${scheme}/providers/${provider}/endpoints`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `crash:${endpoint}`,
          'entraide-instant': instant,
        },
        body: JSON.stringify({ endpoint }),
      });
      const { secret } = (await answer.json()) as { secret?: string };
      if (!secret) throw new Error(`endpoint ${endpoint} cannot be registered: ${answer.status}`);
      this.secrets.set(endpoint, secret);
    }
  }

  /** Delivers claims until `close`; may be asked again after that. */
  async load(rate: number): Promise<void> {
    this.closing = false;
    const { patience_seconds = usualPatience_seconds } = this.options;
    const requests = this.whileOpen(this.deliveries);
    const report = await loadClaims({ ...this.target, requests, concurrency, rate, patience_seconds });
    this.remember(report);
    this.unanswered += report.errors.length;
  }

  /** No new claim is delivered; those under way are seen through. */
  close(): void {
    this.closing = true;
  }

  /** Delivers one more claim, again and again, until it is taken. @returns milliseconds that took */
  async untilAcknowledged(patience_ms: number): Promise<number> {
    const since = performance.now();
    const { value } = this.probes.next();
    for (;;) {
      const report = await loadClaims({ ...this.target, requests: [value], concurrency: 1, patience_seconds: 0 });
      this.remember(report);
      const waited = performance.now() - since;
      if (report.accepted.length > 0) return waited;
      if (waited > patience_ms) throw new Error(`no claim was taken within ${patience_ms} ms`);
      await pause(retry_ms);
    }
  }

  /** Answers nobody should ever get: the server's own errors, but for a plea for patience. */
  get unforeseen(): readonly string[] {
    return Object.entries(this.statuses)
      .filter(([status]) => Number(status) >= 500 && status !== '503')
      .map(([status, times]) => `${times} times ${status}`);
  }

  private get target() {
    return { url: this.options.url, instant, secretOf: (endpoint: string) => this.secrets.get(endpoint)! };
  }

  private *claims(run: string): Generator<ClaimRequest, never> {
    const { seed, members } = this.options;
    for (const claim of freshClaims({ seed, members, run, on: lastDay })) {
      this.endpoints.set(claim.webhookId, claim.endpoint);
      yield claim;
    }
    throw new Error('fresh claims ended');
  }

  private *whileOpen(claims: Iterator<ClaimRequest>): Generator<ClaimRequest> {
    while (!this.closing) yield claims.next().value as ClaimRequest;
  }

  private remember({ accepted, byStatus }: LoadReport): void {
    for (const { webhookId, answer } of accepted)
      this.acknowledged.push({ webhookId, endpoint: this.endpoints.get(webhookId)!, answer });
    for (const [status, times] of Object.entries(byStatus))
      this.statuses[status] = (this.statuses[status] ?? 0) + times;
  }
}
