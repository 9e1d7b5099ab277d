import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, prepareStores } from '#platform';
import { changeTo } from '../../apps/cli/src/commands/transport.js';
import { contexts } from '../../apps/cli/src/contexts.js';
import { ensureDemo } from '../../apps/cli/src/demo.js';
import { localConfiguration } from '../../apps/cli/src/local.js';
import { whatToTry } from '../../apps/cli/src/what-to-try.js';
import { KafkaCluster } from '../kafka/src/index.js';
import { gatewayProgram, type Program, servicePrograms } from './services.js';
import { supervise } from './supervise.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Undone in reverse order, whatever happened in between. */
const undoing: (() => Promise<void>)[] = [];

/** What the services stand on: database, broker, topics; and the demo federation, the first time. */
const prepare = async (): Promise<readonly Program[]> => {
  const { dataDir, databaseUrl, host, port } = localConfiguration();
  const database = await openDatabase({ dataDir, databaseUrl, log: say });
  undoing.push(() => database.close());
  const prepared = await prepareStores(localConfiguration(), contexts, say);
  undoing.push(() => prepared.close());
  const brokers = process.env['KAFKA_BROKERS'] ?? (await ownBroker(dataDir));
  await ensureDemo(say);
  say('messages → Kafka');
  await changeTo('kafka', { KAFKA_BROKERS: brokers });
  const surroundings = { dataDir: resolve(dataDir), credentials: prepared.credentials, brokers, host, port };
  return [...servicePrograms(surroundings), gatewayProgram(host, port)];
};

const ownBroker = async (dataDir: string): Promise<string> => {
  const cluster = await KafkaCluster.start({ nodes: 1, dataDir: join(dataDir, 'kafka'), say });
  undoing.push(() => cluster.stop());
  return cluster.brokers;
};

/** Says what to try, as soon as there is somebody to try it on. */
const announce = async (stopped: AbortSignal): Promise<void> => {
  const { host, port } = localConfiguration();
  const url = `http://${host}:${port}`;
  while (!stopped.aborted) {
    const ready = await fetch(`${url}/health/ready`).then(
      answer => answer.ok,
      () => false,
    );
    if (ready) return say(whatToTry(url));
    await pause(500);
  }
};

/** `npm run up:distributed`: broker, PostgreSQL, a service per context and the gateway, under one supervisor. */
const main = async (): Promise<void> => {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort());
  try {
    const programs = await prepare();
    if (stopped.signal.aborted) return;
    void announce(stopped.signal);
    await supervise(programs, stopped.signal);
  } finally {
    for (const undo of undoing.reverse()) await undo().catch(error => say(String(error)));
  }
};

process.exit(
  await main().then(
    () => 0,
    error => {
      say(error instanceof Error ? error.message : String(error));
      return 1;
    },
  ),
);
