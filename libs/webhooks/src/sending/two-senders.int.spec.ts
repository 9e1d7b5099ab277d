import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventFeeds, everyScheme, type Metadata, noScheme, ProjectionRunner } from '#eventstore';
import { VirtualClock } from '#kernel';
import { migrationsOf, postgresStores, type Stores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { DecideEndpoint, DecideEndpointHandler } from '../endpoint/decide-endpoint.js';
import { deliveryTable } from '../projections/delivery.entity.js';
import { endpointTable } from '../projections/endpoint.entity.js';
import { queueTable } from '../projections/queue.entity.js';
import { Receiver, unreliable } from '../receiver.fixture.js';
import { TellReceivers, TellReceiversHandler } from '../receivers/decide-telling.js';
import { webhooksContext } from '../webhooks.module.js';
import { Addresses } from './addresses.js';
import { Challenger } from './challenger.js';
import { Courier } from './courier.js';
import { Deliverer } from './deliverer.js';
import { HttpSender } from './http-sender.js';
import { Lease } from './lease.js';

const contexts = [webhooksContext];
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const lease_ms = 30_000;
const clock = new VirtualClock('2026-05-01T08:00:00.000Z');
/** What the processes' own clocks show: they go on with the time in which attempts are due. */
const time = () => Date.parse(clock.now());
const later = (ms: number) => clock.moveTo(new Date(time() + ms).toISOString());

let dataDir: string;
let database: FreshDatabase;
let receiver: Receiver;
const processes: Stores[] = [];
const failures: unknown[] = [];
let projections: ProjectionRunner;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-senders-'));
  database = await freshDatabase(migrationsOf(contexts));
  receiver = await Receiver.open();
  for (let count = 0; count < 2; count += 1)
    processes.push(await postgresStores(database.credentials, dataDir, contexts));
  const { log, models, codec } = processes[0]!;
  projections = new ProjectionRunner(new EventFeeds(log, codec.clearly), models, webhooksContext.projections);
  await projections.start();
}, 60_000);
afterAll(async () => {
  await projections.stop();
  for (const stores of processes) await stores.close();
  await receiver.close();
  await database.drop();
  await rm(dataDir, { recursive: true });
}, 60_000);

const by = (): Metadata => ({
  ...{ commandId: randomUUID(), scheme: 'kaya', actor: { id: 'test', role: 'system' } },
  ...{ correlation: randomUUID(), recordedAt: clock.now() },
});
/** Another process of the context: its own memory of the log, its own clock, the same database. */
const sender = ({ decisions, models }: Stores) => {
  const to = new HttpSender({ allow: ['127.0.0.1'], timeoutMs: 600 });
  const parts = { decisions, clock, sender: to, jitter: () => 500 };
  const [deliverer, challenger] = [new Deliverer(parts), new Challenger({ ...parts, draw: randomUUID })];
  const lease = new Lease(models, { length_ms: lease_ms, now: time });
  const failed = (error: unknown) => failures.push(error);
  return { lease, courier: new Courier({ models, clock, deliverer, challenger, lease, failed }) };
};
const caughtUp = async () => {
  const head = await processes[0]!.log.head('webhooks');
  expect(await projections.waitFor('webhooks', head, undefined, 10_000)).toBe(true);
};
const tell = (stores: Stores, claim: string, decision: number) =>
  new TellReceiversHandler(stores.decisions).execute(
    new TellReceivers(
      {
        ...{ scheme: 'kaya', provider: 'CSPS-1', about: `claim-${claim}`, recordedAt: clock.now() },
        notice: {
          ...{
            message: randomUUID(),
            revision: decision,
            contract: 'benefits.claim-decided.v1',
            effectiveAt: '2026-05-01',
          },
          data: { claim, provider: 'CSPS-1', decision },
        },
      },
      by(),
    ),
  );

test('two processes, one of which is lost half-way: each notice arrives, in its claim’s order, from one at a time', async () => {
  const [first, second] = processes as [Stores, Stores];
  const subscribed = new DecideEndpointHandler(first.decisions, new Addresses(['127.0.0.1']));
  await subscribed.execute(
    new DecideEndpoint(
      'kaya',
      {
        ...{ type: 'Subscribe', endpoint: 'W1', scheme: 'kaya', provider: 'CSPS-1', url: receiver.url },
        ...{ contracts: ['benefits.claim-decided.v1'], secret },
        ...{ on: '2026-05-01', at: clock.now() },
      },
      by(),
    ),
  );
  // Its own clock shows another day than ours, and it would not believe a challenge.
  await subscribed.execute(
    new DecideEndpoint(
      'kaya',
      {
        ...{ type: 'NoteChallenge', endpoint: 'W1', answered: true, jitter: 0, on: '2026-05-01', at: clock.now() },
        outcome: { result: 'delivered', status: 200, fault: null, retryAfter_s: null },
      },
      by(),
    ),
  );
  const claims = Array.from({ length: 16 }, (_, index) => `C${index}`);
  // Either process hears of a claim: what one recorded, the other finds.
  for (const decision of [1, 2, 3])
    await Promise.all(
      claims.map(async (claim, index) => {
        expect(await tell(index % 2 === decision % 2 ? first : second, claim, decision)).toBe(1);
      }),
    );
  await caughtUp();
  receiver.behaviour = unreliable();
  const [one, two] = [sender(first), sender(second)];
  let senders = [one, two];
  for (let round = 0; round < 400; round += 1) {
    const rounds = await Promise.all(senders.map(({ courier }) => courier.round()));
    expect(rounds.filter(begun => begun !== undefined).length).toBeLessThanOrEqual(1);
    await Promise.all(senders.map(({ courier }) => courier.settled()));
    await caughtUp();
    if ((await first.models.count(everyScheme, queueTable)) === 0) break;
    // It is lost without a word, and the other takes its place.
    if (receiver.taken.length >= 16) senders = [two];
    later(senders.length === 2 ? 5_000 : rounds[0] === 0 ? 600_000 : 20_000);
  }

  const taken = receiver.taken;
  for (const claim of claims) {
    const told = taken.filter(({ body }) => body.data.claim === claim).map(({ body }) => body.data.decision ?? 0);
    expect([...new Set(told)]).toEqual([1, 2, 3]);
    expect(told).toEqual([...told].sort());
  }
  expect(failures).toEqual([]);
  expect(receiver.atOnceOfOneClaim).toBe(1);
  expect(two.lease.left_ms).toBeGreaterThan(0);
  expect(receiver.came.length).toBeGreaterThan(taken.length + 5);
  const { models } = first;
  expect(await models.count(everyScheme, deliveryTable, { status: 'delivered' })).toBe(48);
}, 90_000);

test('nobody reads a row without a scheme, nor another scheme’s', async () => {
  const { models } = processes[0]!;
  for (const table of [deliveryTable, endpointTable, queueTable] as (typeof deliveryTable)[])
    for (const scope of [noScheme, { schemes: ['boulsa'] }]) expect(await models.find(scope, table)).toEqual([]);
  expect(await models.count({ schemes: ['kaya'] }, endpointTable)).toBe(1);
});

test('the rows are what the log makes of nothing', async () => {
  const { log, codec, models } = processes[0]!;
  const { checkReplay } = await import('../../../../infra/checks/invariants/replay-equals-live.js');
  const { Findings } = await import('../../../../infra/checks/invariants/findings.js');
  const { DeliveriesInOrder } = await import('../../../../infra/checks/invariants/deliveries-in-order.js');
  const findings = new Findings();
  const ordered = new DeliveriesInOrder(findings);
  for await (const events of log.scan('webhooks')) (await codec.clearly(events)).forEach(event => ordered.see(event));
  await checkReplay({ log, codec, models }, webhooksContext.projections, findings);
  const { violations, checked } = findings.report();
  expect(violations).toEqual([]);
  expect(checked).toMatchObject({ 'notices to providers': 48, projections: 3 });
});
