import { describe, expect, test } from '@jest/globals';
import { endpointKeys } from '../testing/toy.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import { clerk, submit } from '../testing/toy-requests.js';
import { newWebhookSecret, signWebhook } from '../index.js';

const [secret, other] = [newWebhookSecret(), newWebhookSecret()];
endpointKeys.set('csps-1', [{ key: secret }]).set('csps-2', [{ key: other }]);
const timestamp = Date.parse('2025-11-15T09:00:00.000Z') / 1000;
const body = JSON.stringify({ claim: 'C1', serviceDate: '2025-11-15', amount: 6000 });

/** A proxy on this machine says where somebody comes from. */
const from = (address?: string) => (address === undefined ? {} : { 'x-forwarded-for': address });

const desk = (toy: ToyApp) => {
  let number = 0;
  const deliver = (endpoint: string, key: string, address?: string) => {
    number += 1;
    const signed = signWebhook({ id: `msg_${number}`, timestamp, rawBody: Buffer.from(body), keys: [key] });
    return toy.ask({
      method: 'POST',
      url: `/v1/hooks/${endpoint}`,
      payload: body,
      headers: { 'content-type': 'application/json', ...signed, ...from(address) },
    });
  };
  const guess = (token: string, address?: string) =>
    toy.ask(submit({ headers: { authorization: `Bearer ${token}`, ...from(address) } }));
  return { deliver, guess };
};
const statuses = async (answers: Iterable<Promise<{ statusCode: number }>>): Promise<number[]> => {
  const found: number[] = [];
  for (const answer of answers) found.push((await answer).statusCode);
  return found;
};
const times = function* <Result>(count: number, what: (index: number) => Result): Generator<Result> {
  for (let index = 0; index < count; index += 1) yield what(index);
};

describe('whoever asks too much', () => {
  test('is told so, and when to come back; a colleague goes on', async () => {
    const toy = await startToy({ environment: { RATE_LIMIT_CALLER: '3', RATE_LIMIT_WINDOW: '3600' } });
    expect(await statuses(times(3, () => toy.ask(submit(), { ...clerk, subject: 'user-awa' })))).toEqual([
      200, 200, 200,
    ]);
    const answer = await toy.ask(submit(), { ...clerk, subject: 'user-awa' });
    expect([answer.statusCode, answer.headers['retry-after'], answer.headers['content-type']]).toEqual([
      429,
      expect.stringMatching(/^1(200|19\d)$/),
      'application/problem+json',
    ]);
    expect(answer.json()).toEqual({
      type: 'urn:entraide:problem:request.rate.exceeded',
      title: 'Trop de demandes / Too many requests',
      status: 429,
      code: 'request.rate.exceeded',
      detail: expect.stringMatching(/^trop de demandes .* \/ too many requests /),
    });
    expect(await statuses(times(3, () => toy.ask(submit(), { ...clerk, subject: 'issa' })))).toEqual([200, 200, 200]);
    expect(await statuses(times(9, () => toy.ask({ url: '/health/live' })))).toEqual(Array(9).fill(200));
    const figures = (await toy.ask({ url: '/metrics' })).body;
    expect(figures).toContain('entraide_requests_turned_away_total{kind="caller"} 1');
    expect(figures).not.toContain('user-awa');
    await toy.stop();
  });

  test('an endpoint that delivers too much; the others go on', async () => {
    const toy = await startToy({ environment: { RATE_LIMIT_ENDPOINT: '2', RATE_LIMIT_WINDOW: '3600' } });
    const { deliver } = desk(toy);
    expect(await statuses(times(3, () => deliver('csps-1', secret)))).toEqual([200, 200, 429]);
    expect((await deliver('csps-2', other)).statusCode).toBe(200);
    expect((await toy.ask({ url: '/metrics' })).body).toContain('turned_away_total{kind="endpoint"} 1');
    await toy.stop();
  });
});

describe('whoever guesses', () => {
  const environment = { RATE_LIMIT_FAILURES: '3', RATE_LIMIT_ENDPOINT: '5', TRUSTED_PROXIES: 'loopback' };

  test('a key: is stopped at their address; the owner of the endpoint is not', async () => {
    const toy = await startToy({ environment });
    const { deliver } = desk(toy);
    const wrong = await statuses(times(20, () => deliver('csps-1', newWebhookSecret(), '192.0.2.1')));
    expect(wrong).toEqual([401, 401, 401, ...Array(17).fill(429)]);
    const told = await deliver('csps-2', newWebhookSecret(), '192.0.2.1');
    expect([told.statusCode, told.json().code]).toEqual([429, 'request.failures.exceeded']);
    expect(await statuses(times(5, () => deliver('csps-1', secret, '192.0.2.2')))).toEqual(Array(5).fill(200));
    expect((await toy.ask({ url: '/metrics' })).body).toContain('turned_away_total{kind="failures"} 18');
    await toy.stop();
  });

  test('beside the owner, behind one proxy: who delivered lately goes on delivering', async () => {
    const toy = await startToy({ environment });
    const { deliver } = desk(toy);
    expect((await deliver('csps-1', secret)).statusCode).toBe(200);
    expect(await statuses(times(4, () => deliver('csps-2', secret)))).toEqual([401, 401, 401, 429]);
    expect((await deliver('csps-1', secret)).statusCode).toBe(200);
    await toy.stop();
  });

  test('a token: the same; a token that was right lately is still right; none at all is no guess', async () => {
    const toy = await startToy({ environment });
    const { guess } = desk(toy);
    expect(await statuses(times(9, () => toy.ask(submit())))).toEqual(Array(9).fill(401));
    expect(await statuses(times(4, index => guess(`guess${index}`)))).toEqual([401, 401, 401, 429]);
    expect((await guess('guess', '192.0.2.9')).statusCode).toBe(401);
    await toy.stop();
  });

  test('cannot say to come from elsewhere, unless the proxy is one we trust', async () => {
    const toy = await startToy({ environment: { RATE_LIMIT_FAILURES: '3' } });
    const { guess } = desk(toy);
    expect(await statuses(times(5, index => guess(`guess${index}`, `192.0.2.${index}`)))).toEqual([
      401, 401, 401, 429, 429,
    ]);
    await toy.stop();
  });
});
