import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GatewayContext, gatewayContexts, gatewayRoutes, ownerOf } from './routes.js';

const hasCaddy = spawnSync('caddy', ['version']).status === 0;
if (!hasCaddy)
  process.stderr.write('\nSKIPPED, no Caddy: requests through the Caddyfile. On Debian: apt-get install caddy\n');

interface Heard {
  readonly context: GatewayContext;
  readonly body: string;
}

/** A service that says who it is, repeats what it was sent, and is ready or not. */
class ToyService {
  ready = true;
  private constructor(private readonly server: Server) {}

  static async start(context: GatewayContext): Promise<ToyService> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = request.url === '/health/ready' && !service.ready ? 503 : 200;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ context, body: Buffer.concat(chunks).toString('hex') } satisfies Heard));
      });
    });
    const service = new ToyService(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return service;
  }
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
};

(hasCaddy ? describe : describe.skip)('through Caddy', () => {
  const services = new Map<GatewayContext, ToyService>();
  let caddy: ChildProcess;
  let site: string;
  let issuer: string;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${site}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(15_000), ...init });

  beforeAll(async () => {
    for (const context of gatewayContexts) services.set(context, await ToyService.start(context));
    const [port, authPort] = [await freePort(), await freePort()];
    [site, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${authPort}`];
    const upstreams = [...services].map(([context, { address }]) => [`${context.toUpperCase()}_UPSTREAM`, address]);
    const env = {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      ENTRAIDE_SITE: site,
      AUTH_SITE: issuer,
      KEYCLOAK_UPSTREAM: services.get('membership')!.address,
      REFERENCE_DIR: 'docs/reference',
      ...(Object.fromEntries(upstreams) as Record<string, string>),
    };
    const args = ['--adapter', 'caddyfile', '--config', 'infra/caddy/Caddyfile'];
    const checked = spawnSync('caddy', ['validate', ...args], { env, encoding: 'utf8' });
    if (checked.status !== 0) throw new Error(checked.stderr);
    caddy = spawn('caddy', ['run', ...args], { env, stdio: 'ignore' });
    for (let tries = 0; tries < 100; tries++) {
      if (await ask('/health/live').catch(() => undefined)) return;
      await pause(50);
    }
    throw new Error('Caddy does not answer');
  }, 20_000);

  afterAll(() => {
    caddy?.kill('SIGKILL');
    for (const service of services.values()) service.stop();
  });

  test.each(
    gatewayRoutes.map(([pattern, owner]) => ({ path: pattern.replace('**', 'a/b').replaceAll('*', 'any-id'), owner })),
  )('$path is answered by $owner', async ({ path, owner }) =>
    expect(await (await ask(`${path}?limit=1`)).json()).toMatchObject({ context: owner }),
  );

  test('every path of the published API reaches its context, whatever the ids', async () => {
    const { paths } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as { paths: object };
    for (const path of Object.keys(paths)) {
      const { context } = (await (await ask(path.replace(/\{\w+\}/g, '01hf-%C3%A9.x'))).json()) as Heard;
      expect([path, context]).toEqual([path, ownerOf(path)]);
    }
  });

  test('the bytes of a signed delivery arrive as they were sent', async () => {
    const body = Buffer.from('{ "b":1,\r\n  "a" : "\u00e9\\u00e9" }\n');
    const heard = (await (
      await ask('/v1/hooks/e', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    ).json()) as Heard;
    expect(heard).toEqual({ context: 'benefits', body: body.toString('hex') });
  });

  test('an unknown path of the API is refused by the API', async () =>
    expect(await (await ask('/v1/nothing')).json()).toMatchObject({ context: 'membership' }));

  test.each(['/', '/metrics', '/subscriptions', '/v1', '/%2e%2e/metrics', '//metrics'])(
    'nothing inside is reached by %s',
    async path => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 404, code: 'request.route.not_found' });
    },
  );

  test('the description of the whole API is served', async () =>
    expect(await (await ask('/openapi.json')).json()).toHaveProperty('paths./v1/schemes'));

  test('the issuer of tokens shows its tokens and pages, not its administration', async () => {
    const statusOf = async (path: string) => (await fetch(`${issuer}${path}`)).status;
    expect(await statusOf('/realms/entraide/protocol/openid-connect/certs')).toBe(200);
    for (const path of ['/admin', '/admin/realms', '//admin/', '/metrics', '/health'])
      expect(await statusOf(path)).toBe(404);
  });

  test('it is ready when every service is', async () => {
    expect((await ask('/health/ready')).status).toBe(200);
    for (const [context, service] of services) {
      service.ready = false;
      const answer = await ask('/health/ready');
      expect([answer.status, await answer.json()]).toEqual([503, { context, body: '' }]);
      service.ready = true;
    }
  });

  test('a service that is away is a 503 that says when to come back; the others answer', async () => {
    services.get('subsidies')?.stop();
    const answer = await ask('/v1/funds');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ status: 503, code: 'service.unavailable' });
    expect((await ask('/v1/schemes')).status).toBe(200);
  }, 20_000);
});
