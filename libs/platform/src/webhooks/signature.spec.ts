import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { signWebhook, verifyWebhook, type WebhookDelivery, type WebhookVerdict } from './signature.js';
import { newWebhookSecret, NotAWebhookKey, publicHalf, signingKey, verifyingKey } from './webhook-keys.js';

/** The vector the standard's own libraries share, in every language they are written in. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  rawBody: Buffer.from('{"test": 2432232314}'),
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const now = '2025-11-15T09:00:00.000Z';
const sent = Date.parse(now) / 1000;
const secret = newWebhookSecret();
const pair = `whsk_${Buffer.alloc(32, 7).toString('base64')}`;
const rawBody = Buffer.from('{"claim":"C1"}');

const delivery = (changes: { id?: string; timestamp?: number; keys?: string[] } = {}): WebhookDelivery => ({
  headers: signWebhook({ id: 'msg_1', timestamp: sent, keys: [secret], rawBody, ...changes }),
  rawBody,
  keys: [{ key: secret }],
  now,
});
const withHeader = (name: string, value: string | string[] | undefined): WebhookDelivery => {
  const sound = delivery();
  return { ...sound, headers: { ...sound.headers, [name]: value } };
};
const because = (verdict: WebhookVerdict): string => (verdict.status === 'refused' ? verdict.because : 'nothing');

test('signs and verifies the published vector', () => {
  const { secret: key, signature, ...message } = vector;
  const headers = signWebhook({ ...message, keys: [key] });
  expect(headers['webhook-signature']).toBe(signature);
  const at = new Date(vector.timestamp * 1000).toISOString();
  expect(verifyWebhook({ headers, rawBody: vector.rawBody, keys: [{ key }], now: at })).toEqual({
    status: 'verified',
    id: vector.id,
    timestamp: vector.timestamp,
  });
});

test('derives the public half of an Ed25519 key as RFC 8032 does, and signs its empty message', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const whsk = `whsk_${seed.toString('base64')}`;
  const published = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  expect(publicHalf(whsk)).toBe(`whpk_${Buffer.from(published, 'hex').toString('base64')}`);
  expect(publicHalf(`whsk_${Buffer.concat([seed, Buffer.from(published, 'hex')]).toString('base64')}`)).toBe(
    publicHalf(whsk),
  );
  expect(Buffer.from(signingKey(whsk).sign(Buffer.alloc(0)), 'base64').toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
});

describe('agrees with the other implementation', () => {
  test('which verifies what we sign, and the reverse', () =>
    fc.assert(
      fc.property(fc.json(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (json, bytes) => {
        const key = `whsec_${Buffer.from(bytes).toString('base64')}`;
        const body = Buffer.from(json);
        const timestamp = Math.floor(Date.now() / 1000);
        const theirs = new Webhook(key);
        const ours = signWebhook({ id: 'msg_1', timestamp, rawBody: body, keys: [key] });
        expect(theirs.verify(body, ours)).toEqual(JSON.parse(json));
        const signature = theirs.sign('msg_1', new Date(timestamp * 1000), json);
        const headers = { ...ours, 'webhook-signature': signature };
        expect(because(verifyWebhook({ headers, rawBody: body, keys: [{ key }], now: new Date().toISOString() }))).toBe(
          'nothing',
        );
      }),
    ));
});

describe('the timestamp', () => {
  test.each([
    [-300, 'nothing'],
    [300, 'nothing'],
    [-301, 'timestamp'],
    [301, 'timestamp'],
  ])('%i seconds away', (away, fault) =>
    expect(because(verifyWebhook(delivery({ timestamp: sent + away })))).toBe(fault),
  );

  test.each([`${sent}abc`, ` ${sent}`, `${sent}.9`, `0${sent}`, `${sent} `, '1', '', undefined])('written %j', text =>
    expect(because(verifyWebhook(withHeader('webhook-timestamp', text)))).toBe('headers'),
  );
});

describe('the body', () => {
  test('is taken as bytes: one that is not UTF-8 and differs in one of them is another body', () => {
    const [signed, changed] = [Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0x22, 0xfe, 0x22])];
    const headers = signWebhook({ id: 'msg_1', timestamp: sent, rawBody: signed, keys: [secret] });
    expect(because(verifyWebhook({ headers, rawBody: signed, keys: [{ key: secret }], now }))).toBe('nothing');
    expect(because(verifyWebhook({ headers, rawBody: changed, keys: [{ key: secret }], now }))).toBe('signature');
  });
  test('may not gain a space', () =>
    expect(because(verifyWebhook({ ...delivery(), rawBody: Buffer.from('{"claim": "C1"}') }))).toBe('signature'));
});

describe('the signatures', () => {
  const signature = String(delivery().headers['webhook-signature']);
  const ofLength = (length: number) => `v9,${'A'.repeat(length - signature.length - 4)} ${signature}`;
  test.each([
    ['one among others', `v1,${'A'.repeat(43)}= v9,whatever ${signature}`, 'nothing'],
    ['eight', `${`v1,${'A'.repeat(43)}= `.repeat(7)}${signature}`, 'nothing'],
    ['nine', `${`v1,${'A'.repeat(43)}= `.repeat(8)}${signature}`, 'headers'],
    ['4096 characters', ofLength(4096), 'nothing'],
    ['4097 characters', ofLength(4097), 'headers'],
    ['cut short', signature.slice(0, -2), 'signature'],
    ['without a version', signature.slice(3), 'signature'],
    ['of another version', signature.replace('v1,', 'v1a,'), 'signature'],
    ['none', '', 'signature'],
    ['missing', undefined, 'headers'],
  ])('%s', (_, text, fault) => expect(because(verifyWebhook(withHeader('webhook-signature', text)))).toBe(fault));

  test('an Ed25519 signature is verified with the public half alone, in one spelling only', () => {
    const keys = [{ key: publicHalf(pair) }];
    const headers = signWebhook({ id: 'msg_1', timestamp: sent, rawBody, keys: [pair] });
    expect(headers['webhook-signature']).toMatch(/^v1a,/);
    expect(because(verifyWebhook({ headers, rawBody, keys, now }))).toBe('nothing');
    const otherSpelling = headers['webhook-signature'].replace(
      /.==$/,
      last => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`,
    );
    expect(
      because(verifyWebhook({ headers: { ...headers, 'webhook-signature': otherSpelling }, rawBody, keys, now })),
    ).toBe('signature');
    expect(because(verifyWebhook({ headers, rawBody: Buffer.from('{}'), keys, now }))).toBe('signature');
    expect(because(verifyWebhook({ ...delivery(), keys }))).toBe('signature');
  });
});

describe('the id', () => {
  test.each(['a'.repeat(128), 'msg-1_A'])('%s', id => expect(because(verifyWebhook(delivery({ id })))).toBe('nothing'));
  test.each(['a'.repeat(129), 'msg.1', 'msg 1', '', undefined])('%s is no id', id =>
    expect(because(verifyWebhook(withHeader('webhook-id', id)))).toBe('headers'),
  );
  test('a header sent twice is no header', () =>
    expect(because(verifyWebhook(withHeader('webhook-id', ['a', 'b'])))).toBe('headers'));
});

describe('the keys', () => {
  const old = newWebhookSecret();
  const signedWithOld = { ...delivery({ keys: [old] }) };
  test('the previous one is believed until its last instant, and not after', () => {
    const until = (notAfter: string) =>
      verifyWebhook({ ...signedWithOld, keys: [{ key: secret }, { key: old, notAfter }] });
    expect(because(until(now))).toBe('nothing');
    expect(because(until('2025-11-15T08:59:59.999Z'))).toBe('signature');
  });
  test('during a rotation one signature per live key is sent, and either key verifies', () => {
    const both = delivery({ keys: [old, secret] });
    expect(because(verifyWebhook(both))).toBe('nothing');
    expect(because(verifyWebhook({ ...both, keys: [{ key: old }] }))).toBe('nothing');
  });
  test('another key, no key and no endpoint are refused', () => {
    expect(because(verifyWebhook(signedWithOld))).toBe('signature');
    expect(because(verifyWebhook({ ...delivery(), keys: [] }))).toBe('endpoint');
    expect(because(verifyWebhook({ ...delivery(), keys: undefined }))).toBe('endpoint');
  });
  test.each([
    ['23 bytes', `whsec_${Buffer.alloc(23, 1).toString('base64')}`, false],
    ['24 bytes', `whsec_${Buffer.alloc(24, 1).toString('base64')}`, true],
    ['64 bytes', `whsec_${Buffer.alloc(64, 1).toString('base64')}`, true],
    ['65 bytes', `whsec_${Buffer.alloc(65, 1).toString('base64')}`, false],
    ['what is not base64', `whsec_${'*'.repeat(44)}`, false],
    ['another prefix', `sk_${Buffer.alloc(32).toString('base64')}`, false],
    ['half a public key', `whpk_${Buffer.alloc(16).toString('base64')}`, false],
    ['a private key', pair, false],
  ])('a key of %s', (_, text, good) => {
    if (good) expect(verifyingKey(text).version).toBe('v1');
    else expect(() => verifyingKey(text)).toThrow(NotAWebhookKey);
  });
});
