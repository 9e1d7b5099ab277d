import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signWebhook } from '#platform';
import type { OpenStage } from '#scenarios';
import { Desk } from './desk.js';
import { enrol, found, secretActs } from './founding.js';
import { type Backstage, openBackstage } from './open-stage.fixture.js';

let backstage: Backstage;
let stage: OpenStage;
let desk: Desk;

beforeAll(async () => {
  backstage = await openBackstage();
  stage = backstage.stage;
  desk = new Desk(stage);
  await found(desk, 'A', 'CSPS-1');
  await enrol(desk, 'A', 'H1', [{ person: 'P1', name: 'Awa', sex: 'F', birthDate: '1994-03-02' }]);
}, 120_000);
afterAll(() => backstage.close(), 60_000);

const day = '2025-05-02';
const noon = `${day}T12:00:00.000Z`;
const seconds = (instant: string) => Date.parse(instant) / 1000;
const bodyFor = (claim: string, more: object = {}) =>
  JSON.stringify({
    type: 'claim.submitted',
    data: {
      ...{ claim, provider: 'CSPS-1', beneficiary: 'P1', serviceDate: day },
      lines: [{ act: secretActs.consultation, quantity: 1, unitPrice: 500 }],
      ...more,
    },
  });

interface Delivery {
  readonly key: string;
  readonly id?: string;
  readonly endpoint?: string;
  readonly body?: string;
  readonly signed?: string;
  readonly at?: string;
  readonly headers?: Record<string, string>;
}
const deliver = ({ key, id = 'msg_1', endpoint = 'E1', body = bodyFor('W1'), signed = body, ...more }: Delivery) => {
  const { at = noon, headers = {} } = more;
  const signature = signWebhook({ id, timestamp: seconds(noon), rawBody: Buffer.from(signed), keys: [key] });
  return stage.send('POST', `/v1/hooks/${endpoint}`, { ...signature, 'entraide-instant': at, ...headers }, body);
};

const register = async (endpoint: string, at = `${day}T11:00:00.000Z`): Promise<string> => {
  const authorization = `Bearer ${await stage.tokenFor('federation-admin', ['*'])}`;
  const url = '/v1/schemes/A/providers/CSPS-1/endpoints';
  const { body } = await stage.send(
    'POST',
    url,
    { authorization, 'entraide-instant': at },
    JSON.stringify({ endpoint }),
  );
  return (body as { secret: string }).secret;
};
const eventsOf = async (claim: string) =>
  (await stage.stores.log.readStream('benefits', `benefits.claim-A.${claim}`)).length;

describe('a signed delivery', () => {
  let key: string;
  beforeAll(async () => {
    key = await register('E1');
  });

  test('that comes fifty times at once is decided once; all are told the same, or to come again', async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => deliver({ key })));
    const statuses = many.map(({ status }) => status);
    expect(new Set(statuses).size).toBeLessThanOrEqual(2);
    const decided = many.filter(({ status }) => status === 200);
    expect(decided.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(new Set(decided.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const { status, headers } of many)
      expect([200, 409]).toContain(status === 409 && !headers['retry-after'] ? 0 : status);
    expect(await eventsOf('W1')).toBe(2);
  });

  test('that comes again later is answered as the first time, and recorded no more', async () => {
    const again = await deliver({ key });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(again.body).toMatchObject({ claim: 'W1', status: 'approved' });
    expect(await eventsOf('W1')).toBe(2);
  });

  test('with another body under its id is refused, and records nothing', async () => {
    const other = await deliver({ key, body: bodyFor('W2') });
    expect([other.status, (other.body as { code: string }).code]).toEqual([422, 'request.idempotency.reused']);
    expect(await eventsOf('W2')).toBe(0);
  });

  test.each([
    ['five minutes late', `${day}T12:05:00.000Z`, 200],
    ['five minutes and a second late', `${day}T12:05:01.000Z`, 401],
    ['five minutes early', `${day}T11:55:00.000Z`, 200],
    ['five minutes and a second early', `${day}T11:54:59.000Z`, 401],
  ])('%s', async (_, at, status) => expect((await deliver({ key, at })).status).toBe(status));

  test('is refused in the same words whatever is wrong with it', async () => {
    const stranger = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const refused = await Promise.all([
      deliver({ key: stranger }),
      deliver({ key, endpoint: 'NOBODY' }),
      deliver({ key, endpoint: 'E1', signed: bodyFor('W9') }),
      deliver({ key, headers: { 'webhook-signature': 'v1,' } }),
      deliver({ key, headers: { 'webhook-timestamp': `${seconds(noon)}.9` } }),
      deliver({ key, headers: { 'webhook-id': 'a.b' } }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(6).fill(401));
    expect(new Set(refused.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const names = ({ headers }: { headers: Record<string, unknown> }) =>
      Object.keys(headers)
        .filter(name => !['date', 'x-request-id'].includes(name))
        .sort()
        .join();
    expect(new Set(refused.map(names)).size).toBe(1);
  });

  test('speaks for its own provider and scheme alone', async () => {
    const other = await deliver({ key, id: 'msg_2', body: bodyFor('W3', { provider: 'HD-1' }) });
    expect(other.status).toBe(403);
    const elsewhere = await deliver({ key, id: 'msg_3', body: bodyFor('W4', { scheme: 'B' }) });
    expect(elsewhere.status).toBe(400);
  });

  test('after a rotation: the old key for a day, the new one from now on', async () => {
    const newer = await register('E1', `${day}T11:59:00.000Z`);
    expect(newer).not.toBe(key);
    const sent = (with_: string, id: string, at: string, claim: string) => {
      const body = bodyFor(claim, { serviceDate: '2025-05-01' });
      const signature = signWebhook({ id, timestamp: seconds(at), rawBody: Buffer.from(body), keys: [with_] });
      return stage.send('POST', '/v1/hooks/E1', { ...signature, 'entraide-instant': at }, body);
    };
    const [last, over] = ['2025-05-03T11:59:00.000Z', '2025-05-03T11:59:01.000Z'];
    expect((await sent(key, 'msg_5', last, 'W5')).status).toBe(200);
    expect((await sent(key, 'msg_6', over, 'W6')).status).toBe(401);
    expect((await sent(newer, 'msg_7', over, 'W7')).status).toBe(200);
  });

  test('and no key is in the log', async () => {
    const logged = await backstage.logged();
    expect(logged).not.toMatch(/whsec_/);
    expect(logged).toMatch(/webhook refused/);
  });
});
