import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { ephemeralKey, EventCodec, LogDecisions, MemoryDataKeys, MemoryEventLog } from '#eventstore';
import { VirtualClock } from '#kernel';
import type { EndpointCommand } from '../endpoint/endpoint.commands.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { endpointStream } from '../endpoint/endpoint.state.js';
import { Challenger } from './challenger.js';
import { HttpSender } from './http-sender.js';

const [ours, rotated, another] = [1, 2, 3].map(byte => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [
  string,
  string,
  string,
];
const [scheme, endpoint] = ['kaya', 'W1'];

interface Asked {
  readonly text: string;
  readonly headers: Record<string, string>;
  readonly challenge: string;
}

let clock: VirtualClock;
let decisions: LogDecisions;
let keys: MemoryDataKeys;
let log: MemoryEventLog;
let challenger: Challenger;
let server: Server;
let asked: Asked[];
let answer: (asked: Asked) => { readonly status?: number; readonly text: string };

/** As a receiver signs its answer, with the key it has. */
const signed = (key: string, { headers, challenge }: Asked, id = headers['webhook-id']!): string =>
  new Webhook(key).sign(id, new Date(Number(headers['webhook-timestamp']) * 1_000), challenge);
const proof = (key: string) => (one: Asked) => ({ text: JSON.stringify({ signature: signed(key, one) }) });

const now = () => ({ endpoint, on: '2026-05-01', at: clock.now() });
const tell = (command: EndpointCommand) =>
  decisions.decide('webhooks', endpointStream(scheme, endpoint), endpointDecider, command, {
    ...{ commandId: randomUUID(), scheme, actor: { id: 'clerk-1', role: 'scheme-clerk' } },
    ...{ correlation: randomUUID(), recordedAt: clock.now() },
  });
const challenge = () => challenger.challenge(scheme, endpoint);
const open = async () =>
  (await decisions.latestStateOf('webhooks', endpointStream(scheme, endpoint), endpointDecider)).challenge;
const challengerTo = (allow: readonly string[]) =>
  new Challenger({
    ...{ decisions, clock, jitter: () => 0, draw: randomUUID },
    sender: new HttpSender({ allow }),
  });

beforeEach(async () => {
  // The receiver's own library looks at its own clock.
  clock = new VirtualClock(new Date().toISOString());
  asked = [];
  answer = proof(ours);
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const { data } = JSON.parse(text) as { data: { challenge: string } };
      const one = { text, headers: request.headers as Record<string, string>, challenge: data.challenge };
      asked.push(one);
      const { status = 200, text: body } = answer(one);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  keys = new MemoryDataKeys(ephemeralKey());
  log = new MemoryEventLog();
  decisions = new LogDecisions(log, new EventCodec(keys), keys);
  challenger = challengerTo(['127.0.0.1']);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  const contracts = ['benefits.claim-decided.v1'];
  await tell({ ...now(), type: 'Subscribe', scheme, provider: 'CSPS-1', url, contracts, secret: ours });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a challenge', () => {
  test('is signed with the key the receiver was given, and its signed answer confirms it', async () => {
    await challenge();
    const [{ text, headers }] = asked as [Asked];
    expect(new Webhook(ours).verify(text, headers)).toMatchObject({
      type: 'webhooks.challenge.v1',
      data: { endpoint },
    });
    expect(await open()).toBeNull();
    await challenge();
    expect(asked).toHaveLength(1);
  });

  test('is another each time: an answer that was right once is worth nothing later', async () => {
    let first: string | undefined;
    answer = one => ({ status: first ? 200 : 500, text: (first ??= proof(ours)(one).text) });
    await challenge();
    clock.moveTo((await open())!.due!);
    await challenge();
    expect(new Set(asked.map(one => one.challenge)).size).toBe(2);
    expect(await open()).toMatchObject({ attempts: 2, fault: 'answer' });
  });

  test('is answered with either key while one is changed', async () => {
    await tell({ ...now(), type: 'RotateSecret', secret: rotated });
    await challenge();
    expect(await open()).toBeNull();
  });

  test('is not made before it is due, nor while the endpoint is paused', async () => {
    answer = () => ({ status: 500, text: '' });
    await challenge();
    await challenge();
    expect(asked).toHaveLength(1);
    await tell({ ...now(), type: 'AskChallenge' });
    await tell({ ...now(), type: 'Pause' });
    await challenge();
    expect(asked).toHaveLength(1);
    await tell({ ...now(), type: 'Resume' });
    await challenge();
    expect(asked).toHaveLength(2);
  });

  test('is no longer due where the address was erased: nobody will ever be asked there', async () => {
    await keys.destroy('webhooks', `${scheme}.${endpoint}`);
    // A process that never read it before.
    decisions = new LogDecisions(log, new EventCodec(keys), keys);
    challenger = challengerTo(['127.0.0.1']);
    await challenge();
    expect(asked).toEqual([]);
    expect(await open()).toEqual({ attempts: 1, due: null, fault: 'address' });
  });

  test('of two processes is noted once', async () => {
    answer = () => ({ status: 500, text: '' });
    await Promise.all([challenge(), challenge()]);
    expect(await open()).toMatchObject({ attempts: 1 });
  });
});

describe('what confirms nothing', () => {
  const long = (one: Asked) => JSON.stringify({ signature: signed(ours, one), more: 'x'.repeat(4_096) });
  test.each<[string, (one: Asked) => string]>([
    ['nothing', () => ''],
    ['an echo', one => one.text],
    ['our own signature', one => JSON.stringify({ signature: one.headers['webhook-signature'] })],
    ['the challenge itself', one => JSON.stringify({ signature: one.challenge })],
    ['a signature with another key', one => proof(another)(one).text],
    ['a signature over another id', one => JSON.stringify({ signature: signed(ours, one, 'challenge-1') })],
    ['a number', () => '{"signature":1}'],
    ['null', () => 'null'],
    ['more than anybody reads', long],
  ])('%s', async (_, text) => {
    answer = one => ({ text: text(one) });
    await challenge();
    expect(await open()).toMatchObject({ attempts: 1, fault: 'answer' });
  });

  test('the longest answer that is read, and one byte more', async () => {
    const filled = (length: number) => (one: Asked) => ({ text: proof(ours)(one).text.padEnd(length, ' ') });
    answer = filled(4_097);
    await challenge();
    expect(await open()).toMatchObject({ fault: 'answer' });
    clock.moveTo(new Date(Date.parse(clock.now()) + 1).toISOString());
    await tell({ ...now(), type: 'AskChallenge' });
    answer = filled(4_096);
    await challenge();
    expect(await open()).toBeNull();
  });

  test('a right answer with an error', async () => {
    answer = one => ({ status: 401, ...proof(ours)(one) });
    await challenge();
    expect(await open()).toMatchObject({ attempts: 1, fault: 'status' });
  });

  test('an address inside: nobody is asked there', async () => {
    await challengerTo([]).challenge(scheme, endpoint);
    expect(asked).toEqual([]);
    expect(await open()).toMatchObject({ attempts: 1, fault: 'address' });
  });
});
