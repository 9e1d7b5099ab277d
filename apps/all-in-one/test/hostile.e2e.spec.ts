import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { Role } from '#platform';
import type { OpenStage } from '#scenarios';
import { type Backstage, openBackstage } from './open-stage.fixture.js';

let backstage: Backstage;
let stage: OpenStage;
beforeAll(async () => {
  backstage = await openBackstage();
  stage = backstage.stage;
}, 60_000);
afterAll(() => backstage.close(), 60_000);

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: { readonly type?: string; readonly format?: string };
}
interface Described {
  readonly paths: Record<string, Record<string, { operationId: string; parameters: Parameter[] }>>;
}

const attempts = [
  "' OR 1=1--",
  "x'; drop table benefits.claim; --",
  '\u0000',
  '$where',
  '{"$ne":""}',
  '../../etc/passwd',
  '${jndi:ldap://x}',
  'a'.repeat(65),
  '*',
  '%',
  '\r\nSet-Cookie: a=b',
];

describe('words that mean something to a database or a proxy', () => {
  const headers = async (role: Role) => ({
    authorization: `Bearer ${await stage.tokenFor(role, ['*'], 'P1', 'F1')}`,
    'entraide-instant': '2025-01-01T08:00:00.000Z',
  });

  test('are refused, or name nothing, in every parameter of every question', async () => {
    const { paths } = stage.description as Described;
    let asked = 0;
    for (const [path, { get }] of Object.entries(paths)) {
      if (!get) continue;
      const { roles } = stage.operations.named(get.operationId);
      const known = await headers(roles[0] as Role);
      const required = get.parameters.filter(({ in: where, required: is }) => where === 'query' && is);
      const good = required.map(({ name, schema }) => `${name}=${schema.format === 'date' ? '2025-01-01' : 'X1'}`);
      for (const parameter of get.parameters.filter(one => one.in !== 'header')) {
        for (const word of attempts) {
          const bad = encodeURIComponent(word);
          const address = path.replace(/\{([^}]+)\}/g, (_, name) => (name === parameter.name ? bad : 'X1'));
          const others = good.filter(text => !text.startsWith(`${parameter.name}=`));
          const query = parameter.in === 'query' ? [...others, `${parameter.name}=${bad}`] : good;
          const told = await stage.send('GET', `${address}?${query.join('&')}`, known);
          expect([get.operationId, parameter.name, word, [400, 404].includes(told.status)]).toEqual([
            get.operationId,
            parameter.name,
            word,
            true,
          ]);
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(400);
  });

  test('nor do lists, objects and repetitions stand where one word is asked for', async () => {
    const known = await headers('scheme-manager');
    for (const query of [
      'person=P1&person=P2',
      'person[$ne]=x',
      'person[]=P1',
      'limit=1e9',
      'limit=-1',
      'offset=1.5',
      'limit=1&limit=2',
      '__proto__[a]=1',
      '__proto__=1',
      'constructor=1',
      'prototype=1',
      'orderBy=scheme',
      'sort=name',
    ])
      expect([query, (await stage.send('GET', `/v1/schemes/A/claims?${query}`, known)).status]).toEqual([query, 400]);
  });
});

describe('what nobody needs', () => {
  test.each(['TRACE', 'TRACK', 'CONNECT', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])('%s is not answered', async method => {
    const told = await raw(
      `${method} /v1/schemes/A/claims HTTP/1.1\r\nHost: x\r\nX-Secret: mirror\r\nConnection: close\r\n\r\n`,
    );
    expect(told).not.toMatch(/^HTTP\/1\.1 2/);
    expect(told).not.toContain('mirror');
  });

  test.each(['/docs', '/api', '/swagger', '/graphql', '/.env', '/v1', '/health', '/fhir/Patient'])(
    '%s is not there',
    async url => expect((await stage.send('GET', url, {})).status).toBe(404),
  );

  test.each(['https://evil.example', 'null'])('no page of %s may read an answer', async origin => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await stage.send(method, '/openapi.json', {
        origin,
        'access-control-request-method': 'POST',
      });
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('a body that never ends is cut off at a mebibyte, a header at sixteen kibibytes', async () => {
    const endless = `POST /v1/hooks/E1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    expect(await raw(endless + chunk.repeat(20))).toMatch(/^HTTP\/1\.1 413/);
    expect(await raw(`GET /v1 HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431/,
    );
  });

  test('two readings of one request are not possible: a length and chunks together are refused', async () => {
    const both =
      'POST /v1/hooks/E1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await raw(both)).toMatch(/^HTTP\/1\.1 400/);
  });
});

/** Bytes as nobody's client would send them; what came back until the socket was closed. */
const raw = (bytes: string): Promise<string> => {
  const { hostname, port } = new URL(stage.url);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname);
    let told = '';
    socket.on('data', chunk => (told += chunk.toString('latin1')));
    socket.on('close', () => resolve(told));
    socket.on('error', () => undefined);
    socket.setTimeout(3_000, () => socket.destroy());
    socket.write(bytes);
  });
};
