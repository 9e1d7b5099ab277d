import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decisions, EventLog, OpaqueKeys, ReadModels } from '#eventstore';
import { Clock, type Instant, VirtualClock } from '#kernel';
import { InProcessTransport, type Transport } from '#messaging';
import {
  Configuration,
  type ContextParts,
  createApp,
  Federation,
  ForgetHereHandler,
  KnownThen,
  memoryStores,
  PersonalKeys,
  Readings,
  ReadYourWrites,
  type Role,
  type ServeOptions,
  type Stores,
} from '#platform';
import { DevTokens } from './dev-tokens.js';
import { HttpClient } from './http-client.js';
import type { OpenStage } from './open-stage.js';
import { type ApiDocument, type Call, Operations } from './operations.js';
import { requestHeaders } from './request-headers.js';
import type { Answered, Asking } from './run-scenario.js';

export interface LocalStageOptions {
  /** Stores for the next scenario, empty; memory unless said. */
  readonly stores?: () => Promise<Stores>;
  /** Carries messages between the contexts; in process, with its usual width, unless said. */
  readonly transport?: () => Transport;
  /** How long rows may wait for more of them, unless somebody asks; as usual unless said. */
  readonly projectionLingerMs?: number;
  /** Standard error gets the application's own lines at this level; silent unless said. */
  readonly logLevel?: string;
  /** Takes those lines instead of standard output: for tests of what is logged. */
  readonly logTo?: ServeOptions['logTo'];
}

/**
 * All contexts in this process on a virtual clock, behind the same HTTP edge as ever. Each scenario gets empty stores;
 * the application around them is made once.
 */
export class LocalStage implements OpenStage {
  private readonly tokens: DevTokens;
  private current: Federation | undefined;

  private constructor(
    private readonly contexts: readonly ContextParts[],
    private readonly configuration: Configuration,
    private readonly make: Required<Pick<LocalStageOptions, 'stores' | 'transport'>> &
      Pick<LocalStageOptions, 'projectionLingerMs'>,
    private readonly parts: {
      client: HttpClient;
      operations: Operations;
      description: unknown;
      app: Awaited<ReturnType<typeof createApp>>;
      dataDir: string;
      url: string;
    },
  ) {
    this.tokens = new DevTokens(parts.dataDir);
  }

  static async open(contexts: readonly ContextParts[], options: LocalStageOptions = {}): Promise<LocalStage> {
    const {
      stores = async () => memoryStores(contexts),
      transport = () => new InProcessTransport(),
      logLevel = 'silent',
    } = options;
    const dataDir = await mkdtemp(join(tmpdir(), 'entraide-scenarios-'));
    const configuration = new Configuration({
      AUTH_MODE: 'embedded-dev',
      ALLOW_DEV_ISSUER: '1',
      CLOCK: 'virtual',
      STORE: 'memory',
      DATA_DIR: dataDir,
      LOG_LEVEL: logLevel,
      PORT: '0',
    });
    let stage: LocalStage | undefined = undefined as LocalStage | undefined;
    const through = <Port extends object>(part: (federation: Federation) => Port): Port =>
      standingIn(() => stage?.current && part(stage.current));
    const providers = [
      { provide: EventLog, useValue: through(federation => federation.then.log) },
      { provide: Decisions, useValue: through<Decisions>(federation => federation.then.decisions) },
      { provide: ReadModels, useValue: through<ReadModels>(federation => federation.then.models) },
      { provide: KnownThen, useValue: through(federation => federation.then) },
      { provide: OpaqueKeys, useValue: through<OpaqueKeys>(federation => federation.stores.opaque) },
      { provide: Clock, useValue: through(federation => federation.clock) },
      { provide: ReadYourWrites, useValue: through(federation => federation.reached) },
      { provide: PersonalKeys, useValue: through<PersonalKeys>(federation => federation.personalKeys) },
      ForgetHereHandler,
      { provide: Readings, useValue: through<Readings>(federation => federation.stores.readings) },
    ];
    const app = await createApp(contexts, { configuration, providers, logTo: options.logTo });
    await app.app.listen(0, '127.0.0.1');
    const url = await app.app.getUrl();
    const client = new HttpClient(url);
    const { body } = await client.ask('GET', '/openapi.json', {});
    stage = new LocalStage(
      contexts,
      configuration,
      { stores, transport, projectionLingerMs: options.projectionLingerMs },
      { client, app, dataDir, url, description: body, operations: new Operations(body as ApiDocument) },
    );
    return stage;
  }

  get operations(): Operations {
    return this.parts.operations;
  }

  get description(): unknown {
    return this.parts.description;
  }

  get federation(): Federation {
    if (!this.current) throw new Error('no scenario is on stage');
    return this.current;
  }

  get stores(): Stores {
    return this.federation.stores;
  }

  get url(): string {
    return this.parts.url;
  }

  async fresh(): Promise<void> {
    await this.leave();
    this.current = new Federation(
      this.contexts,
      await this.make.stores(),
      this.configuration,
      this.make.transport(),
      this.make.projectionLingerMs,
    );
    await this.current.start(this.parts.app.app, this.parts.app.log);
  }

  moveTo(instant: Instant): void {
    (this.federation.clock as VirtualClock).moveTo(instant);
  }

  async ask(call: Call, asking: Asking): Promise<Answered> {
    this.moveTo(asking.instant);
    const headers = await requestHeaders(this.tokens, call, asking);
    return this.parts.client.ask(call.method, call.url, headers, call.body);
  }

  send(method: string, url: string, headers: Record<string, string>, body?: string): ReturnType<HttpClient['ask']> {
    return this.parts.client.ask(method, url, headers, body);
  }

  tokenFor(role: Role, schemes: readonly string[], provider?: string, funder?: string): Promise<string> {
    return this.tokens.of(role, schemes, provider, funder);
  }

  approvalOf(person: string): Promise<Record<string, string>> {
    return this.tokens.approval(person);
  }

  async forget(): Promise<void> {
    this.stores.decisions.forgetStates();
  }

  settled(): Promise<void> {
    return this.federation.runners.settled();
  }

  async close(): Promise<void> {
    await this.leave();
    this.parts.client.close();
    await this.parts.app.stop();
    await rm(this.parts.dataDir, { recursive: true, force: true });
  }

  private async leave(): Promise<void> {
    const leaving = this.current;
    this.current = undefined;
    if (!leaving) return;
    await leaving.runners.stop();
    await leaving.stores.close();
  }
}

/**
 * An object whose members are those of whatever stands there now. While nothing does it is an empty object: those who
 * wire the application look at it before anything is on stage.
 */
const standingIn = <Port extends object>(current: () => Port | undefined): Port =>
  new Proxy({} as Port, {
    get: (empty, name) => {
      const target = (current() ?? empty) as Record<PropertyKey, unknown>;
      const member = target[name];
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });
