import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Shard } from '#eventstore';
import { type EmbeddedPostgres, postgresStores, prepareDatabase, startEmbeddedPostgres, type Stores } from '#platform';
import { RemoteStage } from '#scenarios';
import { contexts } from '../../apps/cli/src/contexts.js';
import { copyFolder, programs, run, type Settings, settingsOf } from '../crash/programs.js';
import { lastDay } from '../crash/providers.js';
import { SupervisedServer } from '../crash/supervised-server.js';
import { freePorts } from '../distributed/free-ports.js';
import { gatewayProgram, type Program, servicePrograms } from '../distributed/services.js';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { KafkaCluster } from '../kafka/src/index.js';
import type { FaultOptions } from './fault-options.js';
import { Topics } from './topics.js';

const host = '127.0.0.1';
const partitions = '6';

type Services = Readonly<Record<GatewayContext, SupervisedServer>>;
type Undoing = (() => Promise<void>)[];

const over = ({ brokers }: KafkaCluster): Settings => ({ KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: partitions });

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
    readonly services: Services,
    private readonly gateway: SupervisedServer,
    private readonly supervised: (program: Program) => SupervisedServer,
    private readonly programs: readonly Program[],
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

  /** What is started is noted in `undoing`, to be undone in reverse order, also when the start fails half-way. */
  static async start(
    options: FaultOptions,
    dataDir: string,
    say: (line: string) => void,
    undoing: Undoing,
  ): Promise<TestedFederation> {
    const [port, cluster] = [await freePorts(1 + gatewayContexts.length), await startBrokers(dataDir, say, undoing)];
    const postgres = await startPostgres(options, { ...settingsOf(dataDir, port), ...over(cluster) }, say, undoing);
    const credentials = await prepareDatabase({
      adminUrl: postgres.superUrl,
      credentialsFile: join(dataDir, 'credentials.json'),
      mayResetPasswords: true,
    });
    const stores = await postgresStores(credentials, dataDir, contexts);
    undoing.push(() => stores.close());
    const env = { CLOCK: 'virtual', LOG_LEVEL: 'warn', ...over(cluster) };
    const programs = servicePrograms({ dataDir, credentials, brokers: cluster.brokers, host, port, env });
    const supervised = ({ name, file, env: own }: Program): SupervisedServer => {
      const server = new SupervisedServer(file, own, join(dataDir, `${name}.log`));
      undoing.push(() => server.stop());
      return server;
    };
    const [gateway, ...services] = [gatewayProgram(host, port), ...programs].map(supervised);
    const byContext = Object.fromEntries(programs.map(({ name }, index) => [name, services[index]])) as Services;
    const federation = new TestedFederation(
      ...([dataDir, cluster, postgres, stores, byContext, gateway!, supervised, programs] as const),
    );
    say('starting the services …');
    await Promise.all([gateway!, ...services].map(server => server.start()));
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

  /** Starts another process for a context, under an address of its own, and waits until it is ready. */
  async standIn(context: GatewayContext): Promise<SupervisedServer> {
    const program = this.programs.find(({ name }) => name === context)!;
    const PORT = String(await freePorts(1));
    const server = this.supervised({ ...program, name: `${context}-2`, env: { ...program.env, PORT } });
    await server.start();
    await server.ready();
    return server;
  }

  /** What the command line answers beside the running services. @throws Error naming its log when it fails */
  async entraide(...args: readonly string[]): Promise<void> {
    await cli({ ...settingsOf(this.dataDir, 0), ...over(this.cluster) }, args);
  }

  /** Events of a log that its newest checkpoint covers: the second line of the file (C2SP tlog-checkpoint). */
  async sealed(shard: Shard): Promise<number> {
    const checkpoint = await readFile(join(this.dataDir, 'proof', shard, 'checkpoint'), 'utf8');
    return Number(checkpoint.split('\n')[1]);
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

  /** Programs that ended though nobody killed them. */
  get crashes(): readonly string[] {
    const all = { ...this.services, gateway: this.gateway };
    return Object.entries(all).flatMap(([name, { crashes }]) => crashes.map(how => `${name}: ${how}`));
  }
}

const cli = (settings: Settings, args: readonly string[]): Promise<void> =>
  run(programs.cli, args, settings, join(settings['DATA_DIR']!, 'cli.log'));

const startBrokers = async (dataDir: string, say: (line: string) => void, undoing: Undoing): Promise<KafkaCluster> => {
  say('starting three brokers …');
  const cluster = await KafkaCluster.start({ nodes: 3, dataDir: join(dataDir, 'kafka'), say });
  undoing.push(() => cluster.stop());
  return cluster;
};

/** With the demo federation in it, as the all-in-one would have worked for eighteen months, then moved to Kafka. */
const startPostgres = async (
  { seed, members, from }: FaultOptions,
  settings: Settings,
  say: (line: string) => void,
  undoing: Undoing,
): Promise<EmbeddedPostgres> => {
  const dataDir = settings['DATA_DIR']!;
  if (from !== undefined) await copyFolder(from, dataDir);
  // Programs that come and go are its guests: it is this process that stops it.
  const postgres = await startEmbeddedPostgres({ dataDir });
  undoing.push(() => postgres.stop());
  if (from === undefined) {
    say(`a demo federation of ${members} members is written …`);
    await cli(settings, ['seed', '--seed', `${seed}`, '--members', `${members}`, '--until', lastDay, '--json']);
  }
  await cli(settings, ['transport', 'kafka']);
  return postgres;
};
