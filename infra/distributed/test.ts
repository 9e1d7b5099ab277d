import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerUnavailable, KafkaCluster } from '../kafka/src/index.js';
import { recordsOn } from './records-on.js';
import { tellingTooMuch } from './tells-too-much.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Specs that are about an application as a whole, in whichever topology; and about changing it. */
const specs = ['apps/[^/]+/test/[^/]+\\.e2e\\.spec', 'infra/distributed/[^/]+\\.e2e\\.spec'];

/**
 * `npm run test:distributed`: every scenario and the end-to-end suite against one service per context over a real
 * broker; then a look at everything that was said there. Arguments go to Jest.
 */
const main = async (): Promise<number> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-distributed-'));
  let cluster: KafkaCluster | undefined;
  let jest: ChildProcess | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => jest?.kill(signal));
  try {
    cluster = await KafkaCluster.start({ nodes: 1, dataDir, say });
    jest = runJest(cluster.brokers, process.argv.slice(2));
    const [code] = (await once(jest, 'exit')) as [number | null];
    return Math.max(code ?? 1, await look(cluster.brokers));
  } finally {
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const runJest = (brokers: string, args: readonly string[]): ChildProcess => {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const chosen = args.length > 0 ? args : ['--testPathPatterns', specs.join('|')];
  return spawn(process.execPath, [...jest, '--selectProjects', 'integration', '--runInBand', ...chosen], {
    stdio: 'inherit',
    env: { ...process.env, TOPOLOGY: 'distributed', KAFKA_BROKERS: brokers },
  });
};

/** Whether anything on any topic tells of a person what only sealed fields may tell. */
const look = async (brokers: string): Promise<number> => {
  const records = await recordsOn(brokers, topic => !topic.startsWith('__'));
  if (records.length === 0) {
    say('✗ nothing lies on the topics: there was nothing to look at');
    return 1;
  }
  const leaks = await tellingTooMuch(records);
  for (const leak of leaks.slice(0, 10)) say(`✗ ${leak}`);
  say(`${leaks.length === 0 ? '✓' : '✗'} ${records.length} records on the topics, ${leaks.length} tell too much`);
  return leaks.length === 0 ? 0 : 1;
};

process.exit(
  await main().catch((error: unknown) => {
    say(error instanceof BrokerUnavailable ? error.message : String(error instanceof Error ? error.stack : error));
    return 1;
  }),
);
