import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresStores } from '#platform';
import { type Ensemble, RemoteStage } from '#scenarios';
import { found } from '../../apps/all-in-one/test/town.js';
import { Ensembles } from '../distributed/ensembles.js';
import { KafkaCluster } from '../kafka/src/index.js';
import { Application } from './application.js';
import type { Bench } from './bench.js';
import { contexts } from './federation.js';
import type { BenchServer } from './server.js';

const samples = 200;
/** Told apart from one another: what is asked for has not come later than this after it came. @unit milliseconds */
const lookEvery_ms = 1;
const tooLate_ms = 30_000;
const provider = 'CSPS-1';
const [today, noon] = ['2025-03-03', '2025-03-03T12:00:00.000Z'];

type Figure = 'enrolment-to-account' | 'receipt-to-cover' | 'claim-to-notice';

/**
 * How long it takes until another context knows, from the answer of the first: an enrolment until the household has an
 * account (membership → contributions), a receipt until the provider's side grants cover (contributions → membership →
 * benefits), a claim until its decision waits for the provider's system (benefits → webhooks). One household after the
 * other, in one process and with a service per context over Kafka.
 */
export const latency: Bench = async ({ server, say }) => {
  const alone = await allInOne(server);
  try {
    await measure('all-in-one', alone, say);
  } finally {
    await alone.close();
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-bench-latency-'));
  const cluster = await KafkaCluster.start({ nodes: 1, dataDir });
  const ensembles = new Ensembles({
    superUrl: server.superUrl,
    credentialsFile: join(server.dataDir, 'credentials.json'),
    brokers: cluster.brokers,
    logLevel: 'warn',
  });
  const stage = new RemoteStage(() => ensembles.next());
  try {
    await stage.fresh();
    await measure('service-per-context', stage, say);
  } finally {
    await stage.close();
    await ensembles.close();
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const measure = async (topology: string, stage: RemoteStage, say: (line: string) => void): Promise<void> => {
  say(`${topology}: ${samples} households`);
  await found(stage);
  await new Household(stage, 0).subscribe();
  await stage.settled();
  const took: Record<Figure, number[]> = { 'enrolment-to-account': [], 'receipt-to-cover': [], 'claim-to-notice': [] };
  for (let number = 1; number <= samples; number += 1) {
    const town = new Household(stage, number);
    await town.enrol();
    took['enrolment-to-account'].push(await until(() => town.hasAccount()));
    await town.pay();
    took['receipt-to-cover'].push(await until(() => town.isCovered()));
    await town.fallIll();
    took['claim-to-notice'].push(await until(() => town.isTold()));
  }
  for (const [figure, values] of Object.entries(took)) {
    values.sort((one, other) => one - other);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      process.stdout.write(
        `${JSON.stringify({
          bench: 'latency',
          figure: `${figure} ${topology} ${name}`,
          value: Number(values[Math.ceil(share * values.length) - 1]!.toFixed(1)),
          unit: 'ms',
        })}\n`,
      );
  }
};

class Household {
  constructor(
    private readonly stage: RemoteStage,
    private readonly number: number,
  ) {}

  enrol(): Promise<unknown> {
    const [household, person] = [`T${this.number}`, `T${this.number}-1`];
    const relation = { person, name: 'Habitante', sex: 'F', birthDate: '1990-01-01', relation: 'policyholder' };
    const where = { product: 'ESSENTIEL', section: 'ZABRE', policyholder: person, enrolledOn: today };
    return this.done('EnrolHousehold', 'scheme-clerk', { household, ...where, persons: [relation] });
  }

  pay(): Promise<unknown> {
    const [household, receipt] = [`T${this.number}`, `R${this.number}`];
    return this.done('RecordReceipt', 'scheme-clerk', { receipt, household, amount: 8000, receivedOn: today });
  }

  async hasAccount(): Promise<boolean> {
    return (await this.ask('Account', 'scheme-clerk', { household: `T${this.number}` })).status === 200;
  }

  async isCovered(): Promise<boolean> {
    const asked = { person: `T${this.number}-1`, on: '2025-08-01' };
    const { status, body } = await this.ask('RemainingRights', 'scheme-clerk', asked);
    return status === 200 && JSON.stringify(body).includes('"covered"');
  }

  /** Of the provider's system: nothing is delivered there, as it answers no challenge. */
  subscribe(): Promise<unknown> {
    const url = 'https://csps.example.org/entraide';
    return this.done('SubscribeWebhook', 'provider-client', { endpoint: 'W1', provider, url });
  }

  fallIll(): Promise<unknown> {
    const [claim, beneficiary] = [`C${this.number}`, `T${this.number}-1`];
    const lines = [{ act: 'CONS', quantity: 1, unitPrice: 1000 }];
    return this.done('SubmitClaim', 'provider-client', { claim, provider, beneficiary, serviceDate: today, lines });
  }

  async isTold(): Promise<boolean> {
    const asked = { endpoint: 'W1', about: `claim-C${this.number}` };
    const { status, body } = await this.ask('WebhookDeliveries', 'provider-client', asked);
    return status === 200 && (body as { total: number }).total > 0;
  }

  private async done(name: string, role: string, input: object): Promise<void> {
    const { status, body } = await this.ask(name, role, input);
    if (status >= 400) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  }

  private ask(name: string, role: string, input: object) {
    const call = this.stage.operations.call(name, { scheme: 'A', ...input });
    const of = role === 'provider-client' ? { provider } : {};
    return this.stage.ask(call, { role, instant: noon, key: `${name}-${this.number}`, ...of } as never);
  }
}

const until = async (there: () => Promise<boolean>): Promise<number> => {
  const since = performance.now();
  while (!(await there())) {
    if (performance.now() - since > tooLate_ms) throw new Error('what should follow does not');
    await pause(lookEvery_ms);
  }
  return performance.now() - since;
};

/** The all-in-one, built, as a process of its own on the benchmark's database server. */
const allInOne = async (server: BenchServer): Promise<RemoteStage> => {
  const application = await Application.start(server, { CLOCK: 'virtual' });
  const { url } = application;
  const stores = await postgresStores(server.credentials, server.dataDir, contexts);
  const close = async (): Promise<void> => {
    await application.stop();
    await stores.close();
  };
  const ensemble: Ensemble = {
    url,
    services: [url],
    contexts: contexts.map(({ shard }) => shard),
    dataDir: server.dataDir,
    stores,
    restart: () => Promise.reject(new Error('it runs once')),
    close,
  };
  const stage = new RemoteStage(() => Promise.resolve(ensemble));
  await stage.fresh();
  return stage;
};
