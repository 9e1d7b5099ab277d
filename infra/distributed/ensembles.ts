import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ensureTopics } from '#messaging';
import {
  type Credentials,
  dropDatabase,
  migrate,
  migrationsOf,
  postgresStores,
  prepareDatabase,
  type PrepareOptions,
} from '#platform';
import type { Ensemble } from '#scenarios';
import { contexts } from '../../apps/cli/src/contexts.js';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { freePorts } from './free-ports.js';
import { makeGateway, type Origins } from './gateway.js';
import { Processes } from './processes.js';
import { originsAt, servicePrograms } from './services.js';

export interface EnsemblesOptions {
  /** Of the superuser of a server that tests may use. */
  readonly superUrl: string;
  /** Where that server's passwords are kept. */
  readonly credentialsFile: string;
  readonly brokers: string;
  readonly logLevel?: string;
  /** Starts the ensemble after the next while the next is on stage: for many short scenarios one after the other. */
  readonly ahead?: boolean;
  /** Folder of keys that all of them share, so that opaque names are those of others who have it; new ones otherwise. */
  readonly keysDir?: string;
}

/** An ensemble, and what else a test may want to look at. */
export interface LookedAt extends Ensemble {
  readonly superUrl: string;
  readonly namespace: string;
  /** Lines the services have logged. */
  said(): Promise<string>;
}

/** Not yet under the gateway's address. */
type Made = Omit<LookedAt, 'url'> & { readonly origins: Origins };

const host = '127.0.0.1';
const shards = contexts.map(({ shard }) => shard);
/** A test has few streams: fewer partitions are sooner asked for. */
const partitions = 3;

/** Makes services on empty stores, again and again: a database copied from a template, topics of their own. */
export class Ensembles {
  private template: Promise<string> | undefined;
  private coming: Promise<Made> | undefined;
  private gateway: Promise<FastifyInstance> | undefined;
  /** Where the services of the latest ensemble listen. */
  private readonly origins: Record<GatewayContext, string> = originsAt(host, 0);

  constructor(private readonly options: EnsemblesOptions) {}

  async next(): Promise<LookedAt> {
    const made = await (this.coming ?? this.make());
    Object.assign(this.origins, made.origins);
    this.coming = this.options.ahead ? this.make() : undefined;
    // What goes wrong is told to whoever waits for it.
    this.coming?.catch(() => undefined);
    return { ...made, url: await this.address() };
  }

  private async make(): Promise<Made> {
    const { superUrl, brokers, logLevel = 'info' } = this.options;
    const name = `stage-${randomBytes(5).toString('hex')}`;
    const database = name.replace('-', '_');
    const dataDir = await mkdtemp(join(tmpdir(), `entraide-${name}-`));
    const [credentials, port] = await Promise.all([
      this.prepare(database, await (this.template ??= this.makeTemplate())),
      freePorts(1 + gatewayContexts.length),
      ensureTopics({ brokers: brokers.split(','), namespace: name, partitions, replicas: 1 }),
    ]);
    if (this.options.keysDir) await cp(this.options.keysDir, join(dataDir, 'keys'), { recursive: true });
    const stores = await postgresStores(credentials, dataDir, contexts);
    const env = { CLOCK: 'virtual', LOG_LEVEL: logLevel, KAFKA_NAMESPACE: name, KAFKA_PARTITIONS: String(partitions) };
    const services = new Processes(dataDir, servicePrograms({ dataDir, credentials, brokers, host, port, env }));
    const origins = originsAt(host, port);
    const urls = Object.values(origins);
    const close = async (): Promise<void> => {
      try {
        await services.stop();
      } finally {
        await stores.close();
        await dropDatabase(superUrl, database);
        await rm(dataDir, { recursive: true, force: true });
      }
    };
    const restart = async (): Promise<void> => {
      await services.stop();
      await services.start();
      await services.ready(urls);
    };
    try {
      await services.start();
      await services.ready(urls);
    } catch (error) {
      await close().catch(() => undefined);
      throw error;
    }
    const looked = { superUrl: inDatabase(superUrl, database), namespace: name, said: () => services.said() };
    return { origins, services: urls, contexts: shards, dataDir, stores, restart, close, ...looked };
  }

  /** Once nobody needs a new ensemble any more. */
  async close(): Promise<void> {
    await (await this.coming?.catch(() => undefined))?.close();
    await (await this.gateway)?.close();
    if (this.template) await dropDatabase(this.options.superUrl, await this.template);
  }

  /** One gateway for all of them, in this process: to start one each time would take longer than most scenarios. */
  private async address(): Promise<string> {
    const gateway = await (this.gateway ??= makeGateway(this.origins));
    if (!gateway.server.listening) await gateway.listen({ host, port: 0 });
    const address = gateway.server.address();
    return `http://${host}:${typeof address === 'object' && address ? address.port : 0}`;
  }

  private prepare(database: string, template?: string): Promise<Credentials> {
    const { superUrl: adminUrl, credentialsFile } = this.options;
    const options: PrepareOptions = { adminUrl, database, credentialsFile, mayResetPasswords: true, template };
    return prepareDatabase(options);
  }

  private async makeTemplate(): Promise<string> {
    const name = `stage_template_${randomBytes(4).toString('hex')}`;
    await migrate(await this.prepare(name), migrationsOf(contexts));
    return name;
  }
}

const inDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
};
