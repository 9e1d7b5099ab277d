import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { BrokerUnavailable } from './broker-unavailable.js';
import { JavaProcess, runJava } from './java.js';
import { type NodePorts, serverProperties } from './settings.js';

const start_ms = 60_000;
const stop_ms = 20_000;

/** What the nodes of a cluster have in common. */
export interface ClusterPlan {
  readonly clusterId: string;
  readonly jars: string;
  readonly dataDir: string;
  readonly ports: readonly NodePorts[];
}

/** One broker (and controller) of a cluster on this machine. Its data outlives it: it can be killed and started again. */
export class BrokerNode {
  private java: JavaProcess | undefined;
  private readonly folder: string;

  /** @param id 1 for the first */
  constructor(
    readonly id: number,
    private readonly plan: ClusterPlan,
  ) {
    this.folder = join(plan.dataDir, `node-${id}`);
  }

  /** `host:port`, the same after every start. */
  get broker(): string {
    return `127.0.0.1:${this.plan.ports[this.id - 1]!.broker}`;
  }

  get running(): boolean {
    return this.java?.running ?? false;
  }

  /** The process, for those who want to hold it up (SIGSTOP) or measure it. */
  get pid(): number | undefined {
    return this.running ? this.java?.pid : undefined;
  }

  /**
   * Starts the node and waits until it answers and belongs to the cluster; of three, two must run for that: start them
   * together.
   *
   * @throws BrokerUnavailable with the end of its log when it ends, or does not answer within a minute
   */
  async start(): Promise<void> {
    if (this.running) return;
    const properties = join(this.folder, 'server.properties');
    const data = join(this.folder, 'data');
    await mkdir(data, { recursive: true, mode: 0o700 });
    await writeFile(properties, serverProperties(this.id, this.plan.ports, data), { mode: 0o600 });
    const { jars, clusterId } = this.plan;
    if (!existsSync(join(data, 'meta.properties')))
      await runJava(jars, 'kafka.tools.StorageTool', ['format', '-t', clusterId, '-c', properties]);
    this.java = await JavaProcess.start(jars, 'kafka.Kafka', [properties], join(this.folder, 'broker.log'));
    await this.answering();
  }

  /** In order: leads nothing any more, writes its snapshots, ends. */
  async stop(): Promise<void> {
    await this.java?.end('SIGTERM', stop_ms);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.java?.end('SIGKILL', stop_ms);
  }

  private async answering(): Promise<void> {
    const { java } = this;
    for (const since = performance.now(); performance.now() - since < start_ms; await pause(100)) {
      if (!java?.running) throw new BrokerUnavailable(`broker ${this.id} ended:\n${await java?.lastWords()}`);
      if (await this.belongs()) return;
    }
    throw new BrokerUnavailable(
      `broker ${this.id} does not answer after ${start_ms / 1_000} s:\n${await java?.lastWords()}`,
    );
  }

  private async belongs(): Promise<boolean> {
    const client = new kafkajs.Kafka({
      clientId: 'entraide-kafka-start',
      brokers: [this.broker],
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      retry: { retries: 0 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const admin = client.admin();
    try {
      await admin.connect();
      const { brokers, controller } = await admin.describeCluster();
      return (controller ?? -1) >= 0 && brokers.some(({ nodeId }) => nodeId === this.id);
    } catch {
      return false; // Not up yet.
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
