import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, postgresStores, prepareDatabase, startEmbeddedPostgres, type Stores } from '#platform';
import { RemoteStage } from '#scenarios';
import { contexts } from '../../apps/cli/src/contexts.js';
import { copyFolder, programs, run, type Settings, settingsOf } from '../crash/programs.js';
import { lastDay } from '../crash/providers.js';
import { SupervisedServer } from '../crash/supervised-server.js';
import { freePorts } from '../distributed/free-ports.js';
import { gatewayProgram, originsAt, servicePrograms } from '../distributed/services.js';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { KafkaCluster } from '../kafka/src/index.js';
import type { FaultOptions } from './fault-options.js';
import { Topics } from './topics.js';

const host = '127.0.0.1';
const partitions = '6';

/** A federation of services with everything under it, all of it started, and to be stopped, by this process. */
export class TestedFederation {
  readonly topics: Topics;
  /** Asks as the schemes' staff does. */
  readonly stage: RemoteStage;

  private constructor(
    readonly dataDir: string,
    readonly cluster: KafkaCluster,
    readonly postgres: EmbeddedPostgres,
    readonly stores: Stores,
    readonly services: Readonly<Record<GatewayContext, SupervisedServer>>,
    private readonly gateway: SupervisedServer,
  ) {
    this.topics = new Topics(cluster.brokers);
    this.stage = new RemoteStage(async () => ({
      url: this.url,
      services: Object.values(services).map(({ url }) => url),
      contexts: gatewayContexts,
      dataDir,
      stores,
      restart: async () => undefined,
      close: async () => undefined,
    }));
  }

  /** `undoing` is undone in reverse order by whoever asked, also when the start fails half-way. */
  static async start(
    options: FaultOptions,
    dataDir: string,
    say: (line: string) => void,
    undoing: (() => Promise<void>)[],
  ): Promise<TestedFederation> {
    const [port, cluster] = [await freePorts(1 + gatewayContexts.length), await startBrokers(dataDir, say, undoing)];
    const settings = { ...settingsOf(dataDir, port), KAFKA_BROKERS: cluster.brokers, KAFKA_PARTITIONS: partitions };
    await seed(options, settings, say);
    const postgres = await startEmbeddedPostgres({ dataDir });
    undoing.push(() => postgres.stop());
    await cli(settings, ['transport', 'kafka']);
    const credentials = await prepareDatabase({
      adminUrl: postgres.superUrl,
      credentialsFile: join(dataDir, 'credentials.json'),
      mayResetPasswords: true,
    });
    const stores = await postgresStores(credentials, dataDir, contexts);
    undoing.push(() => stores.close());
    const env = { CLOCK: 'virtual', LOG_LEVEL: 'warn', KAFKA_PARTITIONS: partitions };
    const surroundings = { dataDir, credentials, brokers: cluster.brokers, host, port, env };
    const supervised = ({ name, file, env }: ReturnType<typeof gatewayProgram>): SupervisedServer => {
      const server = new SupervisedServer(file, env, join(dataDir, `${name}.log`));
      undoing.push(() => server.stop());
      return server;
    };
    const services = Object.fromEntries(
      servicePrograms(surroundings).map(program => [program.name, supervised(program)]),
    ) as Record<GatewayContext, SupervisedServer>;
    const gateway = supervised(gatewayProgram(host, port, originsAt(host, port)));
    const federation = new TestedFederation(dataDir, cluster, postgres, stores, services, gateway);
    say('starting the services …');
    await Promise.all([...Object.values(services), gateway].map(server => server.start()));
    await federation.ready();
    await federation.stage.fresh();
    undoing.push(() => federation.stage.close());
    return federation;
  }

  get url(): string {
    return this.gateway.url;
  }

  /** Every service says that it is. @throws Error when not in time */
  async ready(): Promise<void> {
    await this.gateway.ready();
  }

  /** Each service has been seen with nothing left to do. @throws Error naming those that were not, in time */
  async caughtUp(patience_ms: number): Promise<void> {
    await Promise.all(Object.values(this.services).map(service => service.settled(patience_ms)));
  }

  /** What the command line answers beside the running services. @throws Error naming its log when it fails */
  async entraide(...args: readonly string[]): Promise<void> {
    const env = { KAFKA_BROKERS: this.cluster.brokers, KAFKA_PARTITIONS: partitions };
    await cli({ ...settingsOf(this.dataDir, 0), ...env }, args);
  }

  /** Breaks every connection of the application's roles, also those in the middle of something. @returns how many */
  async cutConnections(): Promise<number> {
    const client = new pg.Client({ connectionString: this.postgres.superUrl });
    await client.connect();
    try {
      const cut = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'entraide\\_%'`,
      );
      return cut.rowCount ?? 0;
    } finally {
      await client.end();
    }
  }

  /** Services that ended though nobody killed them. */
  get crashes(): readonly string[] {
    return Object.entries(this.services).flatMap(([name, { crashes }]) => crashes.map(how => `${name}: ${how}`));
  }
}

const cli = (settings: Settings, args: readonly string[]): Promise<void> =>
  run(programs.cli, args, settings, join(settings['DATA_DIR']!, 'cli.log'));

const startBrokers = async (
  dataDir: string,
  say: (line: string) => void,
  undoing: (() => Promise<void>)[],
): Promise<KafkaCluster> => {
  say('starting three brokers …');
  const cluster = await KafkaCluster.start({ nodes: 3, dataDir: join(dataDir, 'kafka'), say });
  undoing.push(() => cluster.stop());
  return cluster;
};

/** As the all-in-one would have worked for eighteen months. */
const seed = async ({ seed: number, members, from }: FaultOptions, settings: Settings, say: (line: string) => void) => {
  if (from !== undefined) return copyFolder(from, settings['DATA_DIR']!);
  say(`a demo federation of ${members} members is written …`);
  const story = ['--seed', String(number), '--members', String(members), '--until', lastDay];
  await cli(settings, ['seed', ...story, '--json']);
};
