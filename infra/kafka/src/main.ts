import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BrokerUnavailable } from './broker-unavailable.js';
import { KafkaCluster } from './kafka-cluster.js';

const exitCode = { ok: 0, failed: 1, usage: 3 } as const;
const usage = 'usage: npm run kafka -- [--nodes 1|3] [--data DIR] [--port 9092]\n';
const defaultPort = 9_092;

class UsageError extends Error {}

const optionsOf = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { nodes: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' } },
    });
    const nodes = Number(values.nodes ?? 1);
    const port = Number(values.port ?? defaultPort);
    if (nodes !== 1 && nodes !== 3) throw new UsageError('--nodes is 1 or 3');
    if (!Number.isInteger(port) || port < 1_024 || port > 65_000) throw new UsageError('--port is from 1024 to 65000');
    const dataDir = resolve(values.data ?? join(process.env['DATA_DIR'] ?? '.data', `kafka-${nodes}`));
    return { nodes, port, dataDir } as const;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** Prints `KAFKA_BROKERS=…` on the standard output, and serves until Ctrl-C. */
const main = async (): Promise<void> => {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const options = optionsOf(process.argv.slice(2));
  const cluster = await KafkaCluster.start({ ...options, say });
  process.stdout.write(`KAFKA_BROKERS=${cluster.brokers}\n`);
  say(`Data and logs: ${options.dataDir}. Ctrl-C stops.`);
  await stopped;
  await cluster.stop();
};

try {
  await main();
  process.exitCode = exitCode.ok;
} catch (error) {
  const known = error instanceof BrokerUnavailable || error instanceof UsageError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  if (error instanceof UsageError) process.stderr.write(usage);
  process.exitCode = error instanceof UsageError ? exitCode.usage : exitCode.failed;
}
