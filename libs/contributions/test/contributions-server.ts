import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadModels, Shard } from '#eventstore';
import { InProcessTransport, type Message } from '#messaging';
import type { MembershipMessage } from '#membership/contracts';
import {
  type Application,
  approvalHeader,
  Configuration,
  createApp,
  Federation,
  mintDevToken,
  type Role,
  type Stores,
} from '#platform';
import type { SubsidiesMessage } from '#subsidies/contracts';
import { contributionsContext } from '../src/contributions.module.js';

type Told = Pick<MembershipMessage | SubsidiesMessage, 'type' | 'data'>;
interface Asked {
  readonly as?: Role;
  readonly of?: readonly string[];
  /** Day of the virtual clock. */
  readonly at?: string;
  readonly key?: string;
  /** A manager who gives a token of their own. */
  readonly approvedBy?: string;
}

/** Contributions alone, behind HTTP; what the other contexts say comes twice. */
export class ContributionsServer {
  readonly heard: Message[] = [];
  private revision = 0;
  private clerk: Promise<string> | undefined;

  private constructor(
    private readonly dataDir: string,
    private readonly federation: Federation,
    private readonly application: Application,
    private readonly transport: InProcessTransport,
    readonly origin: string,
  ) {}

  static async start(
    openStores: () => Promise<Stores>,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ContributionsServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'entraide-contributions-'));
    const environment = { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir, CLOCK: 'virtual' };
    const configuration = new Configuration({ ...environment, ...settings, LOG_LEVEL: 'silent' });
    const transport = new InProcessTransport({ shuffleSeed: 11, duplicates: 0.5 });
    const contexts = [contributionsContext];
    const federation = new Federation(contexts, await openStores(), configuration, transport);
    const application = await createApp(contexts, { configuration, ...federation.options });
    await federation.start(application.app, application.log);
    await application.app.listen(0, '127.0.0.1');
    const url = await application.app.getUrl();
    const server = new ContributionsServer(dataDir, federation, application, transport, url);
    await transport.subscribe('contributions', 'listener', async messages => void server.heard.push(...messages));
    return server;
  }

  async stop(): Promise<void> {
    await this.application.stop();
    await rm(this.dataDir, { recursive: true });
  }

  get models(): ReadModels {
    return this.federation.stores.models;
  }

  /** Told at least once, under these ids. */
  heardOf(type: string): readonly unknown[] {
    const messages = this.heard.filter(message => message.type === type);
    return [...new Map(messages.map(({ id, data }) => [id, data])).values()];
  }

  /** Asks in scheme A; everything that follows from a command has happened when it returns. */
  async ask(method: 'GET' | 'POST', path: string, body?: object, asked: Asked = {}) {
    const { as = 'scheme-manager', of: schemes = ['A'], at = '2025-01-10', key, approvedBy } = asked;
    const token = await mintDevToken({ dataDir: this.dataDir, role: as, schemes });
    const { dataDir } = this;
    const approval =
      approvedBy && (await mintDevToken({ dataDir, role: 'scheme-manager', schemes, subject: approvedBy }));
    const response = await fetch(`${this.origin}/v1/schemes/A/${path}`, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        authorization: `Bearer ${token}`,
        'entraide-instant': `${at}T10:00:00.000Z`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(approval ? { [approvalHeader]: `Bearer ${approval}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
    });
    const told = (await response.json()) as Record<string, unknown>;
    if (method === 'POST') await this.federation.runners.settled();
    return { status: response.status, body: told };
  }

  /** Sends a command until it is answered: whoever is told to come again does. @returns the status it ends with */
  async insist(path: string, body: object, key: string, at = '2025-01-10'): Promise<number> {
    this.clerk ??= mintDevToken({ dataDir: this.dataDir, role: 'scheme-clerk', schemes: ['A'] });
    const headers = {
      authorization: `Bearer ${await this.clerk}`,
      'entraide-instant': `${at}T10:00:00.000Z`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    for (;;) {
      const url = `${this.origin}/v1/schemes/A/${path}`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
      await response.arrayBuffer();
      if (response.headers.get('retry-after') === null) return response.status;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** A file, as it comes. */
  async read(path: string) {
    const token = await mintDevToken({ dataDir: this.dataDir, role: 'scheme-manager', schemes: ['A'] });
    const headers = { authorization: `Bearer ${token}`, 'entraide-instant': '2025-07-31T10:00:00.000Z' };
    const response = await fetch(`${this.origin}/v1/schemes/A/${path}`, { headers });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  }

  /** Everything that follows from what was asked so far has happened. */
  settled(): Promise<void> {
    return this.federation.runners.settled();
  }

  /** Another context says something of scheme A. */
  async tell({ type, data }: Told): Promise<void> {
    this.revision += 1;
    const source = type.split('.')[0] as Shard;
    const message: Message = {
      ...{
        id: randomUUID(),
        type,
        source,
        stream: `${source}.household-H0`,
        revision: this.revision,
        scheme: 'A',
        data,
      },
      ...{ effectiveAt: '2025-01-01', recordedAt: '2025-01-10T09:00:00.000Z' },
      ...{ correlation: randomUUID(), cause: randomUUID() },
    };
    await this.transport.send(source, [message]);
    await this.federation.runners.settled();
  }
}
