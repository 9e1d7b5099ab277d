import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadModels } from '#eventstore';
import { InProcessTransport, type Message } from '#messaging';
import {
  type Application,
  Configuration,
  createApp,
  type DevTokenOptions,
  Federation,
  mintDevToken,
  type Stores,
} from '#platform';
import { benefitsContext } from '../src/benefits.module.js';
import type { CoverSpan } from '../src/household/household.types.js';
import { yearFrom } from './examples.js';

export type Caller = Pick<DevTokenOptions, 'role' | 'schemes' | 'provider'>;
type Verb = 'GET' | 'POST';

interface Asked {
  /** The scheme's manager unless said. */
  readonly as?: Caller;
  /** Day of the virtual clock. */
  readonly at?: string;
  readonly key?: string;
}

const manager: Caller = { role: 'scheme-manager', schemes: ['A'] };
export const in2025: CoverSpan = yearFrom('2025-01-01');

/** Benefits alone, behind HTTP; membership's messages come twice and in any order. */
export class BenefitsServer {
  private revision = 0;

  private constructor(
    private readonly dataDir: string,
    private readonly federation: Federation,
    private readonly application: Application,
    private readonly transport: InProcessTransport,
    private readonly origin: string,
  ) {}

  static async start(openStores: () => Promise<Stores>): Promise<BenefitsServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'entraide-benefits-'));
    const environment = { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir, CLOCK: 'virtual' };
    const configuration = new Configuration({ ...environment, LOG_LEVEL: 'silent' });
    const transport = new InProcessTransport({ shuffleSeed: 7, duplicates: 0.5 });
    const federation = new Federation([benefitsContext], await openStores(), configuration, transport);
    const application = await createApp([benefitsContext], { configuration, ...federation.options });
    await federation.start(application.app, application.log);
    await application.app.listen(0, '127.0.0.1');
    return new BenefitsServer(dataDir, federation, application, transport, await application.app.getUrl());
  }

  async stop(): Promise<void> {
    await this.application.stop();
    await rm(this.dataDir, { recursive: true });
  }

  get models(): ReadModels {
    return this.federation.stores.models;
  }

  settled(): Promise<void> {
    return this.federation.runners.settled();
  }

  async send(method: Verb, url: string, payload: object | string | undefined, headers: Record<string, string>) {
    const body = typeof payload === 'object' ? JSON.stringify(payload) : payload;
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.origin + url, { method, body, headers: { ...type, ...headers } });
    const told = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body: told, replayed: response.headers.get('idempotent-replayed') };
  }

  /** What is answered as a file. */
  async file(path: string, as: Caller = manager) {
    const token = await mintDevToken({ dataDir: this.dataDir, ...as });
    const headers = { authorization: `Bearer ${token}`, 'entraide-instant': '2025-06-30T10:00:00.000Z' };
    const response = await fetch(`${this.origin}/v1/schemes/A/${path}`, { headers });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
    };
  }

  /** Asks in scheme A; everything that follows from a command has happened when it returns. */
  async ask(method: Verb, path: string, body?: object, { as = manager, at = '2025-05-20', key }: Asked = {}) {
    const token = await mintDevToken({ dataDir: this.dataDir, ...as });
    const told = await this.send(method, `/v1/schemes/A/${path}`, body, {
      authorization: `Bearer ${token}`,
      'entraide-instant': `${at}T10:00:00.000Z`,
      ...(key ? { 'idempotency-key': key } : {}),
    });
    if (method === 'POST') await this.settled();
    return told;
  }

  /** Membership tells of a person's whole cover in household H1. */
  async tell(person: string, ...spans: CoverSpan[]): Promise<void> {
    this.revision += 1;
    const message: Message = {
      id: `00000000-0000-5000-8000-${String(this.revision).padStart(12, '0')}`,
      type: 'membership.coverage-changed.v1',
      source: 'membership',
      stream: 'membership.household-H1',
      revision: this.revision,
      scheme: 'A',
      effectiveAt: '2025-01-01',
      recordedAt: '2025-05-20T09:00:00.000Z',
      correlation: '00000000-0000-4000-8000-000000000001',
      cause: '00000000-0000-4000-8000-000000000002',
      data: {
        household: 'H1',
        product: 'ESSENTIEL',
        because: 'enrolled',
        persons: [{ person, diedOn: null, undeclared: null, spans }],
      },
    };
    await this.transport.send('membership', [message]);
    await this.settled();
  }
}
