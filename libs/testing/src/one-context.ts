import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadModels, Shard } from '#eventstore';
import { InProcessTransport } from '#messaging';
import {
  type Application,
  approvalHeader,
  Configuration,
  type ContextParts,
  createApp,
  type DevTokenOptions,
  Federation,
  mintDevToken,
  type Stores,
} from '#platform';

export type Caller = Pick<DevTokenOptions, 'role' | 'schemes' | 'provider'>;
export type Verb = 'GET' | 'POST';
export type Body = object | string | undefined;

/** Who asks, on which day of the virtual clock, under which key, before which second person. */
export interface Asking {
  readonly as: Caller;
  readonly at: string;
  readonly key?: string;
  /** A manager who gives a token of their own. */
  readonly approvedBy?: string;
}

export interface Running {
  readonly dataDir: string;
  readonly federation: Federation;
  readonly application: Application;
  readonly transport: InProcessTransport;
  readonly origin: string;
}

/** Everything a context needs to run alone, behind HTTP; what the others say comes twice and in any order. */
export const runAlone = async (
  context: ContextParts,
  openStores: () => Promise<Stores>,
  shuffleSeed: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> => {
  const dataDir = await mkdtemp(join(tmpdir(), `entraide-${context.shard}-`));
  const environment = { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir, CLOCK: 'virtual' };
  const configuration = new Configuration({ ...environment, ...settings, LOG_LEVEL: 'silent' });
  const transport = new InProcessTransport({ shuffleSeed, duplicates: 0.5 });
  const federation = new Federation([context], await openStores(), configuration, transport);
  const application = await createApp([context], { configuration, ...federation.options });
  await federation.start(application.app, application.log);
  await application.app.listen(0, '127.0.0.1');
  return { dataDir, federation, application, transport, origin: await application.app.getUrl() };
};

/** One context behind HTTP, for the specs that hold in every store: it is asked in scheme A. */
export class ContextServer {
  private revision = 0;

  constructor(protected readonly running: Running) {}

  get origin(): string {
    return this.running.origin;
  }

  get models(): ReadModels {
    return this.running.federation.stores.models;
  }

  async stop(): Promise<void> {
    await this.running.application.stop();
    await rm(this.running.dataDir, { recursive: true });
  }

  /** Everything that follows from what was asked so far has happened. */
  settled(): Promise<void> {
    return this.running.federation.runners.settled();
  }

  async send(method: Verb, url: string, payload: Body, headers: Readonly<Record<string, string>>) {
    const body = typeof payload === 'object' ? JSON.stringify(payload) : payload;
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.origin + url, { method, body, headers: { ...type, ...headers } });
    const told = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body: told, replayed: response.headers.get('idempotent-replayed') };
  }

  /** Asks in scheme A; everything that follows from a command has happened when it returns. */
  protected async askInA(method: Verb, path: string, body: object | undefined, asking: Asking) {
    const told = await this.send(method, `/v1/schemes/A/${path}`, body, await this.headersOf(asking));
    if (method === 'POST') await this.settled();
    return told;
  }

  /** What is answered as a file, byte by byte as a text. */
  protected async fileInA(path: string, asking: Asking) {
    const response = await fetch(`${this.origin}/v1/schemes/A/${path}`, { headers: await this.headersOf(asking) });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
  }

  protected async headersOf({ as, at, key, approvedBy }: Asking): Promise<Record<string, string>> {
    const { dataDir } = this.running;
    const approver = { dataDir, role: 'scheme-manager', schemes: as.schemes, subject: approvedBy } as const;
    return {
      authorization: `Bearer ${await mintDevToken({ dataDir, ...as })}`,
      'entraide-instant': `${at}T10:00:00.000Z`,
      ...(approvedBy ? { [approvalHeader]: `Bearer ${await mintDevToken(approver)}` } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    };
  }

  /** Another context says something of scheme A, later than what it said before. */
  protected async hear(stream: string, type: string, data: object, recordedAt: string): Promise<void> {
    this.revision += 1;
    const source = type.split('.')[0] as Shard;
    const message = {
      ...{ id: randomUUID(), type, source, stream, revision: this.revision, scheme: 'A', data },
      ...{ effectiveAt: '2025-01-01', recordedAt, correlation: randomUUID(), cause: randomUUID() },
    };
    await this.running.transport.send(source, [message]);
    await this.settled();
  }
}
