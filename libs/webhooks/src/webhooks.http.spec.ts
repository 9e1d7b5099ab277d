import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { InProcessTransport, type Message } from '#messaging';
import {
  type Application,
  Configuration,
  createApp,
  type DevTokenOptions,
  Federation,
  memoryStores,
  mintDevToken,
} from '#platform';
import { answering, Receiver } from './receiver.fixture.js';
import { webhooksContext } from './webhooks.module.js';

/** On a busy machine. */
jest.setTimeout(30_000);

type As = Pick<DevTokenOptions, 'role' | 'schemes' | 'provider'>;
const provider: As = { role: 'provider-client', schemes: ['kaya'], provider: 'CSPS-1' };
const stranger: As = { role: 'provider-client', schemes: ['kaya'], provider: 'HD-1' };
const manager: As = { role: 'scheme-manager', schemes: ['kaya'] };
const clerk: As = { role: 'scheme-clerk', schemes: ['kaya'] };

let dataDir: string;
let application: Application;
let federation: Federation;
let receiver: Receiver;
/** Another system of the same provider. */
let other: Receiver;
const transport = new InProcessTransport();
let logged = '';
let url = '';
let position = '';
let asked = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-webhooks-'));
  [receiver, other] = [await Receiver.open(), await Receiver.open()];
  const contexts = [webhooksContext];
  const configuration = new Configuration({
    ...{ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir, WEBHOOK_NETWORKS: '127.0.0.1' },
  });
  federation = new Federation(contexts, memoryStores(contexts), configuration, transport);
  application = await createApp(contexts, {
    configuration,
    ...federation.options,
    logTo: { write: line => void (logged += line) },
  });
  await federation.start(application.app, application.log);
  await application.app.listen(0, '127.0.0.1');
  url = await application.app.getUrl();
}, 30_000);
afterAll(async () => {
  await application.stop();
  await receiver.close();
  await other.close();
  await rm(dataDir, { recursive: true });
}, 30_000);
beforeEach(() => {
  receiver.came.length = 0;
  receiver.behaviour = answering(204);
  other.came.length = 0;
});

const ask = async (method: string, path: string, body?: object, as: As = provider, key = `key-${(asked += 1)}`) => {
  const token = await mintDevToken({ dataDir, ...as });
  const response = await fetch(`${url}/v1/schemes/kaya/webhooks${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' ? { 'idempotency-key': key } : position ? { 'entraide-after': position } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  position = response.headers.get('entraide-position') ?? position;
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const subscribe = async (endpoint: string, more: object = {}, as = provider) =>
  ask('POST', '', { endpoint, provider: 'CSPS-1', url: receiver.url, ...more }, as);

let revision = 0;
const decided = (claim: string, status = 'approved', ago_ms = 0): Message => ({
  ...{ id: crypto.randomUUID(), type: 'benefits.claim-decided.v1', source: 'benefits' },
  ...{ stream: `benefits.claim-kaya.${claim}`, revision: (revision += 1), scheme: 'kaya', effectiveAt: '2026-05-01' },
  ...{
    recordedAt: new Date(Date.now() - ago_ms).toISOString(),
    correlation: crypto.randomUUID(),
    cause: crypto.randomUUID(),
  },
  data: {
    ...{ claim, household: 'H1', provider: 'CSPS-1', status, currency: 'XOF', schemeShare: 800, decision: 1 },
    serviceDate: '2026-05-01',
  },
});
const until = async (met: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await met()); waited += 20) {
    if (waited > 20_000) throw new Error('it did not come to that');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};
const deliveriesOf = async (endpoint: string, query = '') =>
  (await ask('GET', `/${endpoint}/deliveries${query}`)).body as {
    total: number;
    deliveries: Record<string, unknown>[];
  };

describe('a provider’s system', () => {
  let secret: string;

  test('subscribes, and is told its secret once', async () => {
    const asking = { endpoint: 'W1', provider: 'CSPS-1', url: receiver.url };
    const first = await ask('POST', '', asking, provider, 'once');
    expect(first).toMatchObject({ status: 200, body: { endpoint: 'W1', status: 'live' } });
    secret = first.body['secret'] as string;
    expect(secret).toMatch(/^whsec_/);
    expect((await ask('POST', '', asking, provider, 'once')).body).toEqual(first.body);
    const shown = await ask('GET', '/W1');
    expect(shown.body).toMatchObject({ endpoint: 'W1', provider: 'CSPS-1', status: 'live', failingSince: null });
    expect(JSON.stringify([shown.body, (await ask('GET', '')).body])).not.toMatch(/whsec|s3cr3t|127\.0\.0\.1/);
  });

  test('is told nothing before it has answered a challenge; what waited is told then', async () => {
    await transport.send('benefits', [decided('EARLY')]);
    await federation.runners.settled();
    await until(async () => (await deliveriesOf('W1', '?about=claim-EARLY')).deliveries[0]?.['status'] === 'waiting');
    expect(await ask('GET', '/W1')).toMatchObject({
      body: { status: 'live', confirmed: false, challenge: { attempts: 0 } },
    });
    expect((await ask('GET', '?confirmed=false')).body).toMatchObject({ total: 1, webhooks: [{ endpoint: 'W1' }] });
    expect((await ask('POST', '/W1/challenge')).body).toMatchObject({ confirmed: false });
    expect((await ask('POST', '/W1/challenge', undefined, clerk)).status).toBe(403);
    expect(receiver.came).toEqual([]);
    receiver.knows(secret);
    await until(() => receiver.came.length === 1);
    expect(receiver.challenges.length).toBeGreaterThan(0);
    expect((await ask('GET', '/W1')).body).toMatchObject({ confirmed: true, challenge: null });
    expect((await ask('GET', '?confirmed=true')).body).toMatchObject({ total: 1 });
    expect((await ask('POST', '/W1/challenge')).body['code']).toBe('webhooks.endpoint.already_confirmed');
    expect((await ask('GET', '?confirmed=maybe')).status).toBe(400);
  });

  test('is told what was decided of its claim, in order, signed; nothing of the household', async () => {
    await transport.send('benefits', [decided('C1'), decided('C1', 'reversed')]);
    await until(() => receiver.came.length === 2);
    expect(receiver.came.map(({ body }) => body)).toMatchObject([
      { type: 'benefits.claim-decided.v1', data: { claim: 'C1', status: 'approved', schemeShare: 800 } },
      { data: { claim: 'C1', status: 'reversed' } },
    ]);
    const [{ text, headers }] = receiver.came as [(typeof receiver.came)[0]];
    expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toHaveProperty('data');
    expect(receiver.came.map(one => one.text).join()).not.toContain('H1');
    await until(async () => (await deliveriesOf('W1', '?status=delivered&about=claim-C1')).total === 2);
    const { deliveries } = await deliveriesOf('W1', '?about=claim-C1');
    expect(deliveries).toMatchObject([{ about: 'claim-C1', attempts: 1, lastStatus: 204, fault: null }, {}]);
    expect(JSON.stringify(deliveries)).not.toMatch(/800|approved/);
  });

  test('is told once of what is said twice', async () => {
    const twice = decided('C2');
    await transport.send('benefits', [twice, twice]);
    await until(() => receiver.came.length === 1);
    await federation.runners.settled();
    expect((await deliveriesOf('W1', '?about=claim-C2')).total).toBe(1);
  });

  test('is told nothing of what was decided before it came, when that is said again', async () => {
    const minute_ms = 60_000;
    await transport.send('benefits', [
      decided('OLD', 'approved', 10 * minute_ms),
      decided('NEW', 'approved', minute_ms),
    ]);
    await until(() => receiver.came.length === 1);
    await federation.runners.settled();
    expect((await deliveriesOf('W1', '?about=claim-OLD')).total).toBe(0);
    expect(receiver.came[0]?.body.data.claim).toBe('NEW');
  });

  test('is told again on request, with the same id', async () => {
    const { deliveries } = await deliveriesOf('W1', '?about=claim-C2');
    const message = String(deliveries[0]?.['message']);
    await until(async () => (await deliveriesOf('W1', '?about=claim-C2')).deliveries[0]?.['status'] === 'delivered');
    expect((await ask('POST', `/W1/deliveries/${message}/redelivery`)).status).toBe(200);
    await until(() => receiver.came.length === 1);
    expect(receiver.came[0]?.id).toBe(message);
    expect((await ask('POST', '/W1/deliveries/NOWHERE/redelivery')).status).toBe(404);
  });

  test('is told several things again, and which were not there; asked again, nothing is told twice', async () => {
    const { deliveries } = await deliveriesOf('W1', '?about=claim-C1');
    const messages = deliveries.map(({ message }) => String(message)).reverse();
    const asking = () => ask('POST', '/W1/redeliveries', { messages: [...messages, 'NOWHERE'] }, provider, 'several');
    const first = await asking();
    expect(first.body).toEqual({ done: 2, notDone: [{ message: 'NOWHERE', code: 'webhooks.delivery.not_found' }] });
    await until(() => receiver.came.length === 2);
    expect(receiver.came.map(({ id }) => id)).toEqual(messages);
    expect((await asking()).body).toEqual(first.body);
    await federation.runners.settled();
    // What was asked for last goes out last: nothing was on its way before it.
    const tried = await ask('POST', '/W1/tests');
    await until(() => receiver.came.some(({ id }) => id === tried.body['message']));
    expect(receiver.came).toHaveLength(3);
    expect((await ask('POST', '/W1/redeliveries', { messages: ['A', 'A'] })).status).toBe(400);
    expect((await ask('POST', '/W1/redeliveries', { messages }, stranger)).status).toBe(404);
  });

  test('tries itself out', async () => {
    const tried = await ask('POST', '/W1/tests');
    await until(() => receiver.came.length === 1);
    expect(receiver.came[0]).toMatchObject({ id: tried.body['message'], body: { type: 'webhooks.test.v1' } });
  });

  test('changes its key: both sign until the first is over', async () => {
    const rotated = await ask('POST', '/W1/secrets');
    await ask('POST', '/W1/tests');
    await until(() => receiver.came.length === 1);
    const [{ text, headers }] = receiver.came as [(typeof receiver.came)[0]];
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const key of [secret, String(rotated.body['secret'])])
      expect(new Webhook(key).verify(text, headers as Record<string, string>)).toHaveProperty('data');
    expect((await ask('POST', '/W1/secrets')).body['code']).toBe('webhooks.endpoint.rotation_under_way');
  });

  test('wants nothing for a while, and is told afterwards what happened meanwhile', async () => {
    expect((await ask('POST', '/W1/pause')).body).toMatchObject({ status: 'disabled', because: 'paused' });
    const { body } = await subscribe('W0', { url: other.url });
    other.knows(String(body['secret']));
    await transport.send('benefits', [decided('C3')]);
    await until(() => other.came.length === 1);
    expect(receiver.came).toEqual([]);
    await ask('POST', '/W1/resumption');
    await until(() => receiver.came.length === 1);
  });

  test.each([
    ['redirects', answering(302, { location: 'http://127.0.0.1:1/' }), { lastStatus: 302, fault: 'redirected' }],
    ['fails', answering(500), { lastStatus: 500, fault: 'status' }],
    [
      'hangs up',
      ((_, response) => void response.socket?.destroy()) as typeof receiver.behaviour,
      { fault: 'connection' },
    ],
  ])('that %s is tried again later; why stands in the log', async (how, behaviour, noted) => {
    receiver.behaviour = behaviour;
    await transport.send('benefits', [decided(`F-${how.replace(' ', '-')}`)]);
    const about = `?about=claim-F-${how.replace(' ', '-')}`;
    await until(async () => (await deliveriesOf('W1', about)).deliveries[0]?.['attempts'] === 1);
    expect((await deliveriesOf('W1', about)).deliveries[0]).toMatchObject({ status: 'waiting', ...noted });
    // Of the receiver it is noted after it is noted of the delivery.
    await until(async () => (await ask('GET', '/W1')).body['failingSince'] !== null);
  });

  test('that is gone is told nothing more until it is resumed', async () => {
    // Nothing of what failed before is told to this one again: what it answers first is about this claim.
    other.behaviour = answering(410);
    await transport.send('benefits', [decided('G1')]);
    await until(async () => (await ask('GET', '/W0')).body['because'] === 'gone');
    await until(async () => (await deliveriesOf('W0', '?about=claim-G1')).deliveries[0]?.['status'] === 'given-up');
    const { deliveries } = await deliveriesOf('W0', '?about=claim-G1');
    expect(deliveries).toMatchObject([{ status: 'given-up', lastStatus: 410 }]);
    // The list is a read model of its own.
    await until(async () => (await ask('GET', '?status=disabled')).body['total'] === 1);
    expect((await ask('GET', '?status=disabled')).body).toMatchObject({ total: 1, webhooks: [{ because: 'gone' }] });
  });
});

describe('who may', () => {
  test('another provider finds nothing to see or to touch', async () => {
    await subscribe('W9');
    for (const [method, path] of [
      ...[
        ['GET', '/W9'],
        ['GET', '/W9/deliveries'],
        ['POST', '/W9/secrets'],
        ['POST', '/W9/pause'],
        ['POST', '/W9/challenge'],
      ],
      ...[
        ['POST', '/W9/closure'],
        ['POST', '/W9/tests'],
        ['POST', '/W9/deliveries/M/redelivery'],
      ],
    ] as [string, string][])
      expect([path, (await ask(method, path, undefined, stranger)).status]).toEqual([path, 404]);
    expect((await ask('GET', '', undefined, stranger)).body).toEqual({ total: 0, webhooks: [] });
    expect((await ask('GET', '?provider=CSPS-1', undefined, stranger)).status).toBe(403);
    expect((await subscribe('W10', {}, stranger)).body['code']).toBe('webhooks.provider.not_yours');
  });

  test('the scheme’s own staff see and pause, and never a key', async () => {
    expect((await subscribe('W11', {}, manager)).status).toBe(403);
    expect((await ask('POST', '/W9/secrets', undefined, manager)).status).toBe(403);
    expect((await ask('POST', '/W9/pause', undefined, clerk)).status).toBe(403);
    expect((await ask('GET', '/W9', undefined, clerk)).status).toBe(200);
    expect((await ask('POST', '/W9/pause', undefined, manager)).body['because']).toBe('paused');
  });

  test('nobody from another scheme', async () => {
    const elsewhere: As = { ...provider, schemes: ['boulsa'] };
    expect((await ask('GET', '/W9', undefined, elsewhere)).status).toBe(404);
  });

  test('nobody has us knock inside, however the address is written', async () => {
    for (const inside of [
      'https://10.0.0.1/',
      'https://0x7f.2/',
      'http://csps.example.org/',
      'https://u:p@example.org/',
    ])
      expect((await subscribe('W12', { url: inside })).body['code']).toBe('webhooks.endpoint.address_invalid');
    expect((await subscribe('W12', { contracts: ['benefits.secret.v1'] })).status).toBe(400);
    expect((await subscribe('W12', { contracts: [] })).status).toBe(400);
  });
});

test('no address and no secret is in the log', () => {
  expect(logged).not.toMatch(/whsec_|s3cr3t/);
  expect(logged).toMatch(/SubscribeWebhook|webhooks/);
});
