import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#kernel';
import type { Role, Stores } from '#platform';
import type { Shard } from '#eventstore';
import { DevTokens } from './dev-tokens.js';
import { HttpClient } from './http-client.js';
import type { OpenStage } from './open-stage.js';
import { type ApiDocument, type Call, Operations } from './operations.js';
import { requestHeaders } from './request-headers.js';
import type { Answered, Asking } from './run-scenario.js';

/** Applications in other processes, on virtual clocks, with empty stores. */
export interface Ensemble {
  /** Where all of them are reached. */
  readonly url: string;
  /** Where each says how it is. */
  readonly services: readonly string[];
  readonly contexts: readonly Shard[];
  /** Holds the key of the development issuer. */
  readonly dataDir: string;
  /** A second look at what they keep. */
  readonly stores: Stores;
  /** The same stores under processes that start anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** How long everything may take to come to rest. @unit milliseconds */
const patience_ms = 60_000;

interface Readiness {
  readonly status: string;
  readonly dependencies: readonly { readonly name: string; readonly lag_events?: number; readonly note?: string }[];
}

/** Scenarios against services that speak over a network: the same steps, the same questions, other processes. */
export class RemoteStage implements OpenStage {
  private ensemble: Ensemble | undefined;
  private parts: { client: HttpClient; tokens: DevTokens; description: unknown; operations: Operations } | undefined;
  /** Whether anything may follow from what was asked since all was at rest. */
  private stirred = false;

  constructor(private readonly next: () => Promise<Ensemble>) {}

  get operations(): Operations {
    return this.on.operations;
  }
  get description(): unknown {
    return this.on.description;
  }
  get url(): string {
    return this.present.url;
  }
  get stores(): Stores {
    return this.present.stores;
  }

  async fresh(): Promise<void> {
    await this.leave();
    this.ensemble = await this.next();
    const client = new HttpClient(this.ensemble.url);
    const { body } = await client.ask('GET', '/openapi.json', {});
    const operations = new Operations(body as ApiDocument);
    this.parts = { client, operations, description: body, tokens: new DevTokens(this.ensemble.dataDir) };
    this.stirred = true;
  }

  /** Each request brings its instant along, and messages theirs. */
  moveTo(_: Instant): void {}

  async ask(call: Call, asking: Asking): Promise<Answered> {
    const headers = await requestHeaders(this.on.tokens, call, asking);
    return this.send(call.method, call.url, headers, call.body);
  }

  send(method: string, url: string, headers: Record<string, string>, body?: string): ReturnType<HttpClient['ask']> {
    this.stirred ||= method !== 'GET';
    return this.on.client.ask(method, url, headers, body);
  }

  tokenFor(role: Role, schemes: readonly string[], provider?: string, funder?: string): Promise<string> {
    return this.on.tokens.of(role, schemes, provider, funder);
  }

  approvalOf(person: string): Promise<Record<string, string>> {
    return this.on.tokens.approval(person);
  }

  async forget(): Promise<void> {
    await this.present.restart();
    this.stirred = true;
  }

  /**
   * Every log read to its end, every message handled, twice in a row and with nothing recorded in between: whatever was
   * on its way from one service to another at the first look shows at the second.
   */
  async settled(): Promise<void> {
    if (!this.stirred) return;
    const deadline = performance.now() + patience_ms;
    let last = '';
    for (let before: string | undefined; performance.now() < deadline;) {
      const [heads, busy] = await Promise.all([this.heads(), this.busy()]);
      if (busy === undefined && heads === before) return void (this.stirred = false);
      before = busy === undefined ? heads : undefined;
      last = busy ?? heads;
      if (busy !== undefined) await pause(5);
    }
    throw new Error(`not settled after ${patience_ms / 1000} s: ${last}`);
  }

  async close(): Promise<void> {
    await this.leave();
  }

  private async heads(): Promise<string> {
    const { contexts, stores } = this.present;
    return (await Promise.all(contexts.map(shard => stores.log.head(shard)))).join();
  }

  /** Who has something left to do; undefined when nobody has. */
  private async busy(): Promise<string | undefined> {
    const { client } = this.on;
    const answers = await Promise.all(
      this.present.services.map(service => client.ask('GET', `${service}/health/ready`, {})),
    );
    for (const { body } of answers) {
      const { status, dependencies } = body as Readiness;
      const late = dependencies.find(({ lag_events = 0, note }) => lag_events > 0 || note !== undefined);
      if (status !== 'ready' || late) return `${status} ${JSON.stringify(late ?? '')}`;
    }
    return undefined;
  }

  private async leave(): Promise<void> {
    this.parts?.client.close();
    const leaving = this.ensemble;
    this.ensemble = this.parts = undefined;
    await leaving?.close();
  }

  private get present(): Ensemble {
    if (!this.ensemble) throw new Error('no scenario is on stage');
    return this.ensemble;
  }
  private get on() {
    if (!this.parts) throw new Error('no scenario is on stage');
    return this.parts;
  }
}
