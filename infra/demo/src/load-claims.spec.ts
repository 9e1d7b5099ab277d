import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { verifyWebhook } from '#platform';
import type { ClaimRequest } from './claim-desk.js';
import { demoSecret } from './endpoint-secrets.js';
import { loadClaims, type LoadOptions } from './load-claims.js';

const secretOf = (endpoint: string) => demoSecret(1, endpoint);
const request = (number: number): ClaimRequest => ({
  endpoint: 'csps-1',
  webhookId: `msg-${number}`,
  body: `{"claim":"C${number}"}`,
});
const ten = Array.from({ length: 10 }, (_, number) => request(number));

/** Stands in for the claims webhook: believes what is signed, and answers, or breaks off, as a test wants. */
type Answering = (delivery: { readonly id: string; readonly attempt: number }, response: ServerResponse) => void;
let server: Server | undefined;
afterEach(() => new Promise<void>(closed => (server ? server.close(() => closed()) : closed())));

const accept: Answering = ({ id }, response) => response.end(JSON.stringify({ claim: id }));

const listen = async (answering: Answering, now: () => string = () => new Date().toISOString()) => {
  const attempts = new Map<string, number>();
  const receive = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const keys = [{ key: secretOf(incoming.url!.split('/').at(-1)!) }];
    const verdict = verifyWebhook({ headers: incoming.headers, rawBody: Buffer.concat(chunks), keys, now: now() });
    if (verdict.status === 'refused') {
      response.writeHead(401).end('{}');
      return;
    }
    const attempt = (attempts.get(verdict.id) ?? 0) + 1;
    attempts.set(verdict.id, attempt);
    answering({ id: verdict.id, attempt }, response);
  };
  server = createServer((incoming, response) => void receive(incoming, response));
  await new Promise<void>(listening => server!.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, attempts };
};

const load = (url: string, options: Partial<LoadOptions> = {}) =>
  loadClaims({ url, requests: ten, secretOf, concurrency: 4, ...options });

describe('a provider', () => {
  test('signs each claim and hears the answer', async () => {
    const { url } = await listen(accept);
    const report = await load(url);
    expect([report.sent, report.byStatus, report.errors]).toEqual([10, { '200': 10 }, []]);
    expect(report.accepted).toContainEqual({ webhookId: 'msg-3', answer: { claim: 'msg-3' } });
    expect(report.p50).toBeGreaterThan(0);
    expect(report.p99).toBeGreaterThanOrEqual(report.p50);
    expect(report.perSecond).toBeGreaterThan(0);
  });

  test('with a wrong key is not believed', async () => {
    const { url } = await listen(accept);
    const report = await load(url, { secretOf: () => demoSecret(2, 'csps-1') });
    expect([report.byStatus, report.accepted]).toEqual([{ '401': 10 }, []]);
  });

  test('delivers again under the same id when the connection breaks, or patience is asked for', async () => {
    const { url, attempts } = await listen((delivery, response) => {
      if (delivery.attempt === 1 && delivery.id === 'msg-2') response.destroy();
      else if (delivery.attempt === 1 && delivery.id === 'msg-5') response.writeHead(503, { 'retry-after': '0' }).end();
      else accept(delivery, response);
    });
    const report = await load(url);
    expect([report.sent, report.byStatus]).toEqual([10, { '200': 10 }]);
    expect([attempts.get('msg-2'), attempts.get('msg-5'), attempts.get('msg-1')]).toEqual([2, 2, 1]);
  });

  test('does not try again what was refused for good', async () => {
    const { url, attempts } = await listen((_, response) => response.writeHead(422).end('{"code":"x"}'));
    expect((await load(url)).byStatus).toEqual({ '422': 10 });
    expect([...attempts.values()].every(count => count === 1)).toBe(true);
  });

  test('gives up after a while when nobody answers, and says so', async () => {
    const { url } = await listen(accept);
    await new Promise<void>(closed => server!.close(() => closed()));
    server = undefined;
    const report = await load(url, { requests: ten.slice(0, 2), patience_seconds: 0.3 });
    expect([report.sent, report.accepted]).toEqual([2, []]);
    expect(report.errors.map(({ webhookId }) => webhookId).sort()).toEqual(['msg-0', 'msg-1']);
  });

  test('keeps to a rate, and stops in time though there is no end of claims', async () => {
    const { url } = await listen(accept);
    const endless = (function* () {
      for (let number = 0; ; number += 1) yield request(number);
    })();
    const seen: number[] = [];
    const onProgress = ({ sent }: { sent: number }) => seen.push(sent);
    const report = await load(url, { requests: endless, rate: 50, seconds: 1.2, onProgress });
    expect(report.sent).toBeLessThanOrEqual(60);
    expect(report.sent).toBeGreaterThan(20);
    expect(seen.length).toBeGreaterThan(0);
  });

  test('can be where the server is on its virtual clock', async () => {
    const instant = '2026-07-01T09:00:00.000Z';
    const { url } = await listen(accept, () => instant);
    expect((await load(url)).byStatus).toEqual({ '401': 10 });
    expect((await load(url, { instant })).byStatus).toEqual({ '200': 10 });
  });
});
