import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Metadata } from '#eventstore';
import { endpointKeys } from '../testing/toy.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import { signWebhook } from './signature.js';
import { newWebhookSecret, publicHalf } from './webhook-keys.js';

const secret = newWebhookSecret();
const pair = `whsk_${Buffer.alloc(32, 9).toString('base64')}`;
const claim = { claim: 'C1', serviceDate: '2025-11-15', amount: 6000 };
let toy: ToyApp;
beforeAll(async () => {
  toy = await startToy();
  endpointKeys.set('csps-1', [{ key: secret }]).set('csps-2', [{ key: publicHalf(pair) }]);
});
afterAll(() => toy.stop());

const sent = Date.parse('2025-11-15T09:00:00.000Z') / 1000;
interface Changes {
  body?: string | Buffer;
  sentBody?: string | Buffer;
  endpoint?: string;
  key?: string;
  timestamp?: number;
  id?: string;
}
const deliver = ({
  body = JSON.stringify(claim),
  sentBody = body,
  endpoint = 'csps-1',
  key = secret,
  timestamp = sent,
  id = 'msg_1',
}: Changes = {}) =>
  toy.ask({
    method: 'POST',
    url: `/v1/hooks/${endpoint}`,
    payload: sentBody,
    headers: {
      'content-type': 'application/json',
      ...signWebhook({ id, timestamp, rawBody: Buffer.from(body as string), keys: [key] }),
    },
  });

test('a signed claim is taken without a token, in the name of its endpoint', async () => {
  const answer = await deliver();
  expect([answer.statusCode, answer.headers['entraide-position']]).toEqual([200, 'benefits:43']);
  expect(answer.json()).toMatchObject({
    claim,
    by: { scheme: 'bobo', actor: { id: 'csps-1', role: 'provider-client' } },
  });
  expect((await deliver({ endpoint: 'csps-2', key: pair })).statusCode).toBe(200);
});

test('sent again later it is the same command; another id or endpoint is another', async () => {
  const by = async (changes: Changes) => (await deliver(changes)).json<{ by: Metadata }>().by;
  const [first, again, other, elsewhere] = [
    await by({}),
    await by({ timestamp: sent + 60 }),
    await by({ id: 'msg_2' }),
    await by({ endpoint: 'csps-2', key: pair }),
  ];
  expect([again.commandId, again.fingerprint]).toEqual([first.commandId, first.fingerprint]);
  expect(new Set([first, other, elsewhere].map(({ commandId }) => commandId)).size).toBe(3);
  expect((await by({ body: `${JSON.stringify(claim)} ` })).fingerprint).not.toBe(first.fingerprint);
});

test('whatever is wrong with the signature, the answer is the same, byte for byte', async () => {
  const notText = Buffer.from([0x22, 0xff, 0x22]);
  const answers = await Promise.all([
    deliver({ key: newWebhookSecret() }),
    deliver({ endpoint: 'csps-9' }),
    deliver({ timestamp: sent - 301 }),
    deliver({ timestamp: sent + 301 }),
    deliver({ sentBody: '{}' }),
    deliver({ body: notText, sentBody: Buffer.from([0x22, 0xfe, 0x22]) }),
    deliver({ sentBody: '{"a":1,"a":2}' }),
    deliver({ key: pair }),
    toy.ask({ method: 'POST', url: '/v1/hooks/csps-1', payload: claim }),
    toy.ask({ method: 'POST', url: '/v1/hooks/csps-1' }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 401));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(answers[0]?.json().code).toBe('request.signature.invalid');
});

test('why is in the log', async () => {
  await deliver({ endpoint: 'csps-9' });
  expect(toy.logs()).toContain('"because":"endpoint","endpoint":"csps-9"');
});

test('what a true sender sends is read as strictly as any body', async () => {
  const codes = await Promise.all(
    ['{"claim":"C1","claim":"C2"}', '{"claim":"C1"}', '"', ''].map(async body => {
      const answer = await deliver({ body });
      return `${answer.statusCode} ${answer.json().code}`;
    }),
  );
  expect(codes).toEqual([
    '400 request.body.duplicate_key',
    '400 request.fields.invalid',
    '400 request.body.malformed',
    '400 request.body.malformed',
  ]);
});

test('a body that is too large, compressed or not JSON is not even looked at', async () => {
  const url = '/v1/hooks/csps-1';
  const json = { 'content-type': 'application/json' };
  const statuses = await Promise.all([
    toy.ask({ method: 'POST', url, payload: Buffer.alloc(1024 * 1024 + 1, 32), headers: json }),
    toy.ask({ method: 'POST', url, payload: '{}', headers: { ...json, 'content-encoding': 'gzip' } }),
    toy.ask({ method: 'POST', url, payload: '<a/>', headers: { 'content-type': 'text/xml' } }),
    toy.ask({ method: 'GET', url }),
  ]);
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([413, 415, 415, 404]);
});
