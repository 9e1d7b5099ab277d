import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { makeGateway } from './gateway.js';

const services: FastifyInstance[] = [];
const origins = {} as Record<GatewayContext, string>;
let gateway: FastifyInstance;
let url: string;

/** Says who was asked, and what came in, byte for byte. */
const echo = async (context: GatewayContext): Promise<FastifyInstance> => {
  const service = fastify();
  service.removeAllContentTypeParsers();
  service.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  service.get('/openapi.json', async () => ({ openapi: '3.1.0', paths: { [`/v1/${context}`]: { get: context } } }));
  service.get('/health/ready', async () => ({ status: 'ready', dependencies: [{ name: 'log', up: true }] }));
  service.get('/metrics', async () => 'secret');
  service.all('/v1/*', async ({ url: path, body, headers }, reply) => {
    if (path.endsWith('busy')) return reply.status(503).header('retry-after', '7').send({ code: 'busy' });
    return {
      context,
      path,
      type: headers['content-type'],
      from: headers['x-forwarded-for'],
      body: Buffer.isBuffer(body) ? body.toString('base64') : '',
    };
  });
  origins[context] = await service.listen({ host: '127.0.0.1', port: 0 });
  return service;
};

beforeAll(async () => {
  for (const context of gatewayContexts) services.push(await echo(context));
  gateway = await makeGateway(origins);
  url = await gateway.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await gateway.close();
  for (const service of services) await service.close();
});

const ask = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
};

test.each([
  ['/v1/schemes/A/households/H1', 'membership'],
  ['/v1/schemes/A/households/H1/account?on=2025-01-01', 'contributions'],
  ['/v1/hooks/E1', 'benefits'],
  ['/v1/funds', 'subsidies'],
  ['/v1/nothing', 'membership'],
])('%s is for %s', async (path, context) => expect((await ask(path)).body).toMatchObject({ context, path }));

test('a body passes byte for byte, with the type it had: its signature is over bytes', async () => {
  const bytes = Buffer.from('{ "a":1,\r\n"é": 1.0 }\u0000 ');
  const type = 'application/json; charset=utf-8';
  const { body } = await ask('/v1/hooks/E1', { method: 'POST', body: bytes, headers: { 'content-type': type } });
  expect(body).toMatchObject({ body: bytes.toString('base64'), type, from: '127.0.0.1' });
});

test('a body beyond a mebibyte reaches nobody: 413', async () => {
  const body = Buffer.alloc(1024 * 1024 + 1, 32);
  const headers = { 'content-type': 'application/json' };
  expect(await ask('/v1/hooks/E1', { method: 'POST', body, headers })).toMatchObject({ status: 413 });
});

test('a service that is busy says so itself, and is asked once', async () => {
  const { status, headers, body } = await ask('/v1/funds/busy');
  expect([status, headers.get('retry-after'), body]).toEqual([503, '7', { code: 'busy' }]);
});

test.each(['/metrics', '/docs', '/'])('%s of a service is not for the outside', async path =>
  expect((await ask(path)).body).toMatchObject({ code: 'request.route.not_found', status: 404 }),
);

describe('one description of all', () => {
  test('has the parts of each', async () => {
    const { body } = await ask('/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0' });
    expect(Object.keys(body['paths'] as object)).toEqual(gatewayContexts.map(context => `/v1/${context}`));
  });

  test('is ready when all are', async () => {
    const { status, body } = await ask('/health/ready');
    expect([status, body['status']]).toEqual([200, 'ready']);
    expect(body['dependencies']).toContainEqual({ name: 'benefits: log', up: true });
  });

  test('when one is away: not ready, named; its requests 503, those of others answered', async () => {
    const there = origins.subsidies;
    origins.subsidies = 'http://127.0.0.1:1';
    const { status, body } = await ask('/health/ready');
    expect([status, body['status']]).toEqual([503, 'not-ready']);
    expect(body['dependencies']).toContainEqual({ name: 'subsidies', up: false, note: 'no answer' });
    expect(await ask('/v1/funds')).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
    expect((await ask('/v1/hooks/E1')).status).toBe(200);
    expect((await ask('/openapi.json')).status).toBe(503);
    origins.subsidies = there;
  });
});
