import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommandRefused, type Decided } from '#eventstore';
import { refuse } from '#kernel';
import { contextOfModule, ToyClaim } from '../testing/toy.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import type { Ask, Told } from '../testing/ask.js';
import { signWebhook } from '../webhooks/signature.js';
import { Signed, SignedRequest } from '../webhooks/signed-request.js';
import { newWebhookSecret } from '../webhooks/webhook-keys.js';
import { Operation } from './operation.js';
import { NotStraight } from './straight.js';

const secret = newWebhookSecret();

class Path {
  endpoint: string;
}

/** The same method twice: answered by way of Nest, and straight. */
@Controller('v1')
class TwoWays {
  @Post('by-nest/:endpoint')
  @Operation({ name: 'ByNest', allow: 'signature' })
  byNest(@Param('endpoint') endpoint: string, @Signed() request: SignedRequest): Promise<Decided> {
    return receive({ endpoint }, request);
  }

  @Post('straight/:endpoint')
  @Operation({ name: 'Straight', allow: 'signature', straight: true })
  straight(path: Path, request: SignedRequest): Promise<Decided> {
    return receive(path, request);
  }
}

const receive = async ({ endpoint }: Path, request: SignedRequest): Promise<Decided> => {
  const delivery = request.verify(endpoint === 'csps-9' ? undefined : [{ key: secret }]);
  const { claim, note, amount } = await delivery.body(ToyClaim);
  if (claim === 'closed') throw new CommandRefused(refuse('toy.claim.closed', { since: '2025-11-15' }));
  if (claim === 'bug') throw new Error('duplicate key (name)=(Awa Ouedraogo)');
  const { commandId, scheme } = delivery.by({ id: 'same', role: 'provider-client' }, 'bobo');
  const answer = note === 'silent' ? null : { claim, amount, scheme, hasId: commandId.length === 36 };
  return { status: note === 'again' ? 'repeated' : 'recorded', position: 43, answer };
};

@Module({ controllers: [TwoWays] })
class TwoWaysModule {}

let toy: ToyApp;
beforeAll(async () => (toy = await startToy({ contexts: [contextOfModule(TwoWaysModule)] })));
afterAll(() => toy.stop());

interface Sent {
  readonly body?: object | string;
  readonly endpoint?: string;
  readonly key?: string;
  readonly query?: string;
  readonly headers?: Ask['headers'];
}

const claim = { claim: 'C1', serviceDate: '2025-11-15', amount: 6000 };

const send = (way: string, { body = claim, endpoint = 'csps-1', key = secret, query = '', headers }: Sent) => {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = Date.parse('2025-11-15T09:00:00.000Z') / 1000;
  const signed = signWebhook({ id: 'msg_1', timestamp, rawBody: Buffer.from(payload), keys: [key] });
  return toy.ask({
    method: 'POST',
    url: `/v1/${way}/${endpoint}${query}`,
    payload,
    headers: { 'content-type': 'application/json', 'x-request-id': correlation, ...signed, ...headers },
  });
};
const correlation = '0b0e9a1c-2f63-4b44-8f0e-3f3a4e5d6c7b';

const told = ({ statusCode, body, headers: { date: _, ...headers } }: Told) => ({ statusCode, headers, body });

describe('an operation answered straight is answered as by Nest', () => {
  test.each<[string, number, Sent]>([
    ['a sound claim', 200, {}],
    ['one that came before', 200, { body: { ...claim, note: 'again' } }],
    ['one of which there is nothing to say', 200, { body: { ...claim, note: 'silent' } }],
    ['one that is refused', 409, { body: { ...claim, claim: 'closed' } }],
    ['what nobody foresaw', 500, { body: { ...claim, claim: 'bug' } }],
    ['a wrong key', 401, { key: newWebhookSecret() }],
    ['an endpoint nobody knows', 401, { endpoint: 'csps-9' }],
    ['no id in the path', 404, { endpoint: 'a%20b' }],
    ['nothing in the path', 404, { endpoint: '' }],
    ['a field too many', 400, { body: { ...claim, more: 1 } }],
    ['a field that does not fit', 400, { body: { ...claim, amount: -1 } }],
    ['no object', 400, { body: '[]' }],
    ['no JSON', 400, { body: '{' }],
    ['a query', 400, { query: '?day=2025-11-15' }],
    ['a position that was reached', 200, { headers: { 'entraide-after': 'benefits:7' } }],
    ['a position that is not reached in time', 503, { headers: { 'entraide-after': 'benefits:5000' } }],
    ['a position that is none', 400, { headers: { 'entraide-after': 'toy:1' } }],
    ['an idempotency key that is none', 400, { headers: { 'idempotency-key': '"' } }],
    ['another kind of body', 415, { headers: { 'content-type': 'text/plain' } }],
    ['a compressed body', 415, { headers: { 'content-encoding': 'gzip' } }],
  ])('%s: %i', async (_, status, sent) => {
    const straight = told(await send('straight', sent));
    expect(straight.statusCode).toBe(status);
    expect(straight).toEqual(told(await send('by-nest', sent)));
  });

  test('and leaves the same line in the log, and the same error', () => {
    const lines = toy
      .logs()
      .split('\n')
      .filter(line => line !== '');
    const of = (name: string) =>
      lines
        .map(line => JSON.parse(line) as Record<string, unknown>)
        .filter(({ operation }) => operation === name)
        .map(({ msg, status, method, scheme, level }) => ({ msg, status, method, scheme, level }));
    expect(of('Straight').length).toBeGreaterThan(10);
    expect(of('Straight')).toEqual(of('ByNest'));
    expect(toy.logs()).not.toContain('Awa');
  });
});

test('with as much under way as may be, it is turned away; whatever becomes of those under way, they make room', async () => {
  const full = await startToy({ contexts: [contextOfModule(TwoWaysModule)], environment: { MAX_UNDER_WAY: '1' } });
  const payload = JSON.stringify(claim);
  const late = { 'content-type': 'application/json', 'entraide-after': 'benefits:5000' };
  const ask = (headers: Ask['headers']) => full.ask({ method: 'POST', url: '/v1/straight/csps-1', payload, headers });
  const both = await Promise.all([ask(late), ask(late)]);
  const codes = both.map(answer => answer.json().code).sort();
  expect(codes).toEqual(['request.position.not_reached', 'service.capacity.exceeded']);
  expect((await ask({ 'content-type': 'application/json' })).statusCode).toBe(401);
  await full.stop();
});

test('what is not signed cannot be answered straight: the application does not start', async () => {
  @Controller('v1')
  class Unsigned {
    @Get('unsigned')
    @Operation({ name: 'Unsigned', allow: ['auditor'], straight: true })
    read() {
      return {};
    }
  }
  @Module({ controllers: [Unsigned] })
  class UnsignedModule {}
  await expect(startToy({ contexts: [contextOfModule(UnsignedModule)] })).rejects.toThrow(NotStraight);
});
