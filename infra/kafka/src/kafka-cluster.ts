import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokerNode, type ClusterPlan } from './broker-node.js';
import { BrokerUnavailable } from './broker-unavailable.js';
import { serverJars } from './jars.js';
import { freePorts, isFree } from './ports.js';
import type { NodePorts } from './settings.js';

export interface ClusterOptions {
  /** One, or three: the least that can lose one. */
  readonly nodes: 1 | 3;
  /** A folder for data and logs: `node-1/data`, `node-1/broker.log` … What is there from an earlier run is used. */
  readonly dataDir: string;
  /** The first of two ports per node, broker and controller in turn; without it, free ones are found. */
  readonly port?: number;
  /** What a person who waits would like to read. */
  readonly say?: (line: string) => void;
}

/** A real Kafka (KRaft, no ZooKeeper) on the loopback address. It ends when this process ends. */
export class KafkaCluster {
  private constructor(private readonly nodes: readonly BrokerNode[]) {}

  /**
   * Starts all nodes and waits until each of them answers.
   *
   * @throws BrokerUnavailable when Java or Maven is missing (saying what to install), a port is taken, a node fails
   */
  static async start({ nodes: count, dataDir, port, say }: ClusterOptions): Promise<KafkaCluster> {
    const jars = await serverJars(say);
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const ports = await portsFor(count, port);
    const plan: ClusterPlan = { clusterId: await clusterIdOf(dataDir), jars, dataDir, ports };
    const cluster = new KafkaCluster(ports.map((_, index) => new BrokerNode(index + 1, plan)));
    try {
      await cluster.startAll();
    } catch (error) {
      await Promise.all(cluster.nodes.map(node => node.kill()));
      throw error;
    }
    return cluster;
  }

  /** For `KAFKA_BROKERS`: `127.0.0.1:23456,…`, the same for the cluster's whole life. */
  get brokers(): string {
    return this.nodes.map(({ broker }) => broker).join(',');
  }

  /** @param id 1 for the first. @throws RangeError when there is no such node. */
  node(id: number): BrokerNode {
    const node = this.nodes[id - 1];
    if (!node) throw new RangeError(`no node ${id}: 1 to ${this.nodes.length}`);
    return node;
  }

  /** Starts the nodes that do not run, together. */
  async startAll(): Promise<void> {
    const started = await Promise.allSettled(this.nodes.map(node => node.start()));
    for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Stops every node in order; data and logs stay. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(node => node.stop()));
  }
}

const portsFor = async (nodes: number, first: number | undefined): Promise<NodePorts[]> => {
  const ports =
    first === undefined ? await freePorts(2 * nodes) : Array.from({ length: 2 * nodes }, (_, index) => first + index);
  for (const port of first === undefined ? [] : ports)
    if (!(await isFree(port))) throw new BrokerUnavailable(`port ${port} is taken: choose another with --port`);
  return Array.from({ length: nodes }, (_, index) => ({
    broker: ports[2 * index]!,
    controller: ports[2 * index + 1]!,
  }));
};

/** What the folder's data belong to, or a new name: 16 bytes in base64url, as Kafka writes them. */
const clusterIdOf = async (dataDir: string): Promise<string> => {
  const meta = await readFile(join(dataDir, 'node-1', 'data', 'meta.properties'), 'utf8').catch(() => '');
  return /^cluster\.id=(.+)$/m.exec(meta)?.[1] ?? `e${randomBytes(16).toString('base64url').slice(1)}`;
};
