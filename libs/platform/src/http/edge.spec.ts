import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ask } from '../testing/ask.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import { clerk, sound, submit } from '../testing/toy-requests.js';

let toy: ToyApp;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.stop());

describe('who may ask for what', () => {
  test('a clerk submits a claim in their own scheme', async () => {
    const answer = await toy.ask(submit(), clerk);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ scheme: 'bobo', claim: sound });
    expect(answer.headers['entraide-position']).toBe('benefits:42');
  });

  test('without a token: 401, and how to bear one', async () => {
    const answer = await toy.ask(submit());
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.json()).toEqual({
      type: 'urn:entraide:problem:request.token.invalid',
      title: 'Authentification requise / Authentication required',
      status: 401,
      code: 'request.token.invalid',
    });
  });

  test("another scheme's claims do not exist for them: 404, even for what they could not do at home", async () => {
    for (const url of [
      '/v1/schemes/dedougou/claims',
      '/v1/schemes/%2a/claims',
      '/v1/schemes/bobo%00/claims',
      "/v1/schemes/'%20OR%201=1--/claims",
      '/v1/schemes/bobo.x/claims',
    ]) {
      expect((await toy.ask(submit({ url }), clerk)).statusCode).toBe(404);
    }
    expect((await toy.ask(submit({ url: '/v1/schemes/dedougou/claims' }), { role: 'auditor' })).statusCode).toBe(404);
  });

  test('an auditor reads and does not write: 403', async () => {
    const answer = await toy.ask(submit(), { role: 'auditor' });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'request.role.not_allowed']);
    expect((await toy.ask({ url: '/v1/schemes/bobo/claims' }, { role: 'auditor' })).statusCode).toBe(200);
  });

  test('a route of the whole federation asks for the role alone', async () => {
    const open: Ask = { method: 'POST', url: '/v1/funds', payload: {} };
    expect((await toy.ask(open, clerk)).statusCode).toBe(403);
    const answer = await toy.ask(open, { role: 'federation-finance', schemes: ['*'] });
    expect([answer.statusCode, answer.json()]).toEqual([201, { scheme: '*' }]);
  });

  test('reads know the caller and the schemes they may read', async () => {
    const [some, all] = await Promise.all([
      toy.ask({ url: '/v1/schemes/bobo/claims' }, { ...clerk, schemes: ['kaya', 'bobo'], subject: 'u-1' }),
      toy.ask(
        { url: '/v1/schemes/anything/claims?offset=20' },
        { role: 'auditor', schemes: ['*'], subject: 'u-2', funder: 'F1', provider: 'P1' },
      ),
    ]);
    expect(some.json()).toEqual({
      scope: { schemes: ['bobo', 'kaya'] },
      caller: { id: 'u-1', role: 'scheme-clerk', schemes: ['bobo', 'kaya'] },
      offset: 0,
    });
    expect(all.json()).toEqual({
      scope: { schemes: 'all' },
      caller: { id: 'u-2', role: 'auditor', schemes: 'all', provider: 'P1', funder: 'F1' },
      offset: 20,
    });
  });
});

describe('reading what one has written', () => {
  const read = (after: string) =>
    toy.ask({ url: '/v1/schemes/bobo/claims', headers: { 'entraide-after': after } }, clerk);
  test('waits for the projections of that shard', async () => {
    expect((await read('benefits:42')).statusCode).toBe(200);
    expect(toy.positions.asked).toContain('benefits:42');
  });
  test.each(['benefits', 'nowhere:1', 'benefits:-1', 'benefits:1e3'])('%s is no position', async after =>
    expect((await read(after)).statusCode).toBe(400),
  );
  test('does not wait for ever', async () => {
    const answer = await read('benefits:1001');
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([
      503,
      'request.position.not_reached',
      '1',
    ]);
  });
});

describe('what goes wrong is told', () => {
  test.each([
    ['conflict', 409, 'toy.claim.closed', undefined],
    ['missing', 404, 'toy.claim.unknown', undefined],
    ['impossible', 422, 'toy.claim.impossible', undefined],
    ['reused', 422, 'request.idempotency.reused', undefined],
    ['in-flight', 409, 'request.idempotency.in_flight', '1'],
    ['contended', 409, 'request.conflict.too_many', '1'],
    ['unavailable', 503, 'service.log.unavailable', '5'],
    ['bug', 500, 'service.unexpected', undefined],
  ])('%s: %i', async (kind, status, code, retryAfter) => {
    const answer = await toy.ask({ url: `/v1/failures/${kind}` }, { role: 'system' });
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([status, code, retryAfter]);
    expect(answer.body).not.toMatch(/Awa|10\.1\.2\.3|at .*\.ts/);
  });

  test('with the facts of a refusal', async () =>
    expect((await toy.ask({ url: '/v1/failures/conflict' }, { role: 'system' })).json().facts).toEqual({
      since: '2025-11-15',
    }));

  test.each(['/nowhere', '/v1/schemes/%zz/claims', `/v1/failures/${'a'.repeat(129)}`, '/docs', '/api'])(
    'there is nothing at %s',
    async url => {
      const answer = await toy.ask({ url }, { role: 'system' });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    },
  );
});

test('headers protect every answer', async () => {
  for (const url of ['/health/live', '/nowhere', '/v1/schemes/bobo/claims']) {
    const { headers } = await toy.ask({ url, headers: { origin: 'https://evil.example' } });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('the log holds no token, body, name, id of a person or address', async () => {
  const canary = 'Awa-Ouedraogo-canary';
  await toy.ask(
    submit({ payload: { ...sound, note: canary.slice(0, 20) }, url: `/v1/schemes/bobo/claims?name=${canary}` }),
    { ...clerk, subject: canary },
  );
  await toy.ask({ url: `/v1/failures/${canary}` }, { role: 'system', subject: canary });
  await toy.ask({ url: '/v1/schemes/bobo/claims', headers: { authorization: `Bearer ${canary}` } });
  const logs = toy.logs();
  expect(logs).not.toMatch(/Awa|Ouedraogo|canary|eyJ/);
  const line = logs
    .split('\n')
    .filter(Boolean)
    .map(text => JSON.parse(text) as Record<string, unknown>)
    .find(({ operation }) => operation === 'SubmitToy');
  expect(line).toMatchObject({
    level: 'info',
    method: 'POST',
    route: '/v1/schemes/:scheme/claims',
    scheme: 'bobo',
    status: expect.any(Number),
    ms: expect.any(Number),
    actor: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});
