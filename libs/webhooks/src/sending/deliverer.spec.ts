import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { ephemeralKey, EventCodec, LogDecisions, MemoryDataKeys, MemoryEventLog, type Metadata } from '#eventstore';
import { VirtualClock } from '#kernel';
import type { DeliveryCommand } from '../delivery/delivery.commands.js';
import { deliveryDecider } from '../delivery/delivery.decider.js';
import { deliveryStream } from '../delivery/delivery.state.js';
import type { EndpointCommand } from '../endpoint/endpoint.commands.js';
import { endpointDecider } from '../endpoint/endpoint.decider.js';
import { endpointStream } from '../endpoint/endpoint.state.js';
import { Deliverer } from './deliverer.js';
import { HttpSender } from './http-sender.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const [scheme, endpoint] = ['kaya', 'W1'];

interface Came {
  readonly id: string;
  readonly body: string;
  readonly well: boolean;
}

let clock: VirtualClock;
let keys: MemoryDataKeys;
let log: MemoryEventLog;
let decisions: LogDecisions;
let deliverer: Deliverer;
let server: Server;
let came: Came[];
/** What the receiver does with a request; true when it took it. */
let answer: (request: IncomingMessage, response: ServerResponse) => boolean;

const by = (): Metadata => ({
  commandId: randomUUID(),
  scheme: 'kaya',
  actor: { id: 'clerk-1', role: 'scheme-clerk' },
  correlation: randomUUID(),
  recordedAt: clock.now(),
});
const now = () => ({ endpoint, on: '2026-05-01', at: clock.now() });
const tell = (command: EndpointCommand) =>
  decisions.decide('webhooks', endpointStream(scheme, endpoint), endpointDecider, command, by());
const ask = (about: string, command: DeliveryCommand) =>
  decisions.decide('webhooks', deliveryStream(scheme, endpoint, about), deliveryDecider, command, by());
const queue = (about: string, message: string, revision = 1) =>
  ask(about, {
    ...now(),
    type: 'QueueNotice',
    about,
    scheme: 'kaya',
    notice: {
      message,
      revision,
      contract: 'benefits.claim-decided.v1',
      effectiveAt: '2026-05-01',
      data: { claim: about },
    },
  });
const later = (ms: number) => clock.moveTo(new Date(Date.parse(clock.now()) + ms).toISOString());
const deliver = (about: string) => deliverer.deliver({ scheme, endpoint, about });
const receiver = () => decisions.stateOf('webhooks', endpointStream(scheme, endpoint), endpointDecider);

const confirm = () =>
  tell({
    ...{ ...now(), type: 'NoteChallenge', answered: true, jitter: 0 },
    outcome: { result: 'delivered', status: 200, fault: null, retryAfter_s: null },
  });

/** @param timeoutMs short where a receiver gives no answer; elsewhere a busy machine may take its time */
const patient = (timeoutMs = 15_000) =>
  new Deliverer({
    ...{ decisions, clock, jitter: () => 500 },
    sender: new HttpSender({ allow: ['127.0.0.1'], timeoutMs }),
  });

const open = async (confirmed: boolean) => {
  // The receiver's own library looks at its own clock.
  clock = new VirtualClock(new Date().toISOString());
  came = [];
  answer = (_, response) => {
    response.writeHead(204).end();
    return true;
  };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const well = answer(request, response);
      came.push({ id: String(request.headers['webhook-id']), body, well });
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  keys = new MemoryDataKeys(ephemeralKey());
  log = new MemoryEventLog();
  decisions = new LogDecisions(log, new EventCodec(keys), keys);
  deliverer = patient();
  await tell({
    ...now(),
    type: 'Subscribe',
    scheme: 'kaya',
    provider: 'CSPS-1',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    contracts: ['benefits.claim-decided.v1'],
    secret,
  });
  if (confirmed) await confirm();
};
beforeEach(() => open(true));
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('what waits is delivered with its own id, and then nothing waits', async () => {
  let verified: unknown;
  answer = (request, response) => {
    const text = JSON.stringify({
      type: 'benefits.claim-decided.v1',
      effectiveAt: '2026-05-01',
      data: { claim: 'C1' },
    });
    verified = new Webhook(secret).verify(text, request.headers as Record<string, string>);
    response.writeHead(200).end();
    return true;
  };
  await queue('C1', 'M1');
  expect(await deliver('C1')).toBeUndefined();
  expect(verified).toMatchObject({ data: { claim: 'C1' } });
  expect(came.map(({ id }) => id)).toEqual(['M1']);
  expect(await deliver('C1')).toBeUndefined();
  expect(came).toHaveLength(1);
});

test('nothing is told before the receiver has shown that it has the key; then what waited is', async () => {
  server.close();
  await open(false);
  await queue('C1', 'M1');
  expect(await deliver('C1')).toBeUndefined();
  expect(came).toEqual([]);
  await confirm();
  await deliver('C1');
  expect(came.map(({ id }) => id)).toEqual(['M1']);
});

test('where the address was erased nobody is told: what waited is given up, and the receiver is disabled', async () => {
  await queue('C1', 'M1');
  await keys.destroy('webhooks', `${scheme}.${endpoint}`);
  // A process that never read it before.
  decisions = new LogDecisions(log, new EventCodec(keys), keys);
  deliverer = patient();
  expect(await deliver('C1')).toBeUndefined();
  expect(came).toEqual([]);
  const { waiting, settled } = await decisions.stateOf(
    'webhooks',
    deliveryStream(scheme, endpoint, 'C1'),
    deliveryDecider,
  );
  expect([waiting, Object.keys(settled)]).toEqual([[], ['M1']]);
  expect(await receiver()).toMatchObject({ status: 'disabled', because: 'gone' });
});

test('nobody is told before it is due', async () => {
  answer = (_, response) => !response.writeHead(500).end();
  await queue('C1', 'M1');
  const due = await deliver('C1');
  expect(Date.parse(due!) - Date.parse(clock.now())).toBe(5_250);
  later(5_249);
  expect(await deliver('C1')).toBe(due);
  expect(came).toHaveLength(1);
  later(1);
  await deliver('C1');
  expect(came).toHaveLength(2);
});

test('two processes that made the same attempt note one', async () => {
  answer = (_, response) => !response.writeHead(500).end();
  await queue('C1', 'M1');
  await Promise.allSettled([deliver('C1'), deliver('C1')]);
  const { waiting } = await decisions.stateOf('webhooks', deliveryStream(scheme, endpoint, 'C1'), deliveryDecider);
  expect(waiting).toMatchObject([{ attempts: 1 }]);
});

describe('a receiver', () => {
  test('that is gone is told nothing more, until somebody resumes it; what waited is told then', async () => {
    answer = (_, response) => !response.writeHead(410).end();
    await queue('C1', 'M1');
    await queue('C2', 'M2');
    await deliver('C1');
    expect((await receiver()).status).toBe('disabled');
    expect(await deliver('C2')).toBeUndefined();
    expect(came).toHaveLength(1);
    answer = (_, response) => !!response.writeHead(200).end();
    await tell({ ...now(), type: 'Resume' });
    await deliver('C2');
    await ask('C1', { ...now(), type: 'Redeliver', about: 'C1', message: 'M1' });
    await deliver('C1');
    expect(came.map(({ id, well }) => [id, well])).toEqual([
      ['M1', false],
      ['M2', true],
      ['M1', true],
    ]);
  });

  test('that works again is no longer counted as failing', async () => {
    let broken = true;
    answer = (_, response) => !response.writeHead(broken ? 503 : 200).end() === broken;
    await queue('C1', 'M1');
    await deliver('C1');
    expect((await receiver()).failingSince).toBe(clock.now());
    broken = false;
    later(3_600_000);
    await deliver('C1');
    expect((await receiver()).failingSince).toBeNull();
  });
});

/** Faults by turns, the same in each run: every third request meets one. */
const unreliable = (): typeof answer => {
  let turn = 0;
  const faults = [
    (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end(),
    (request: IncomingMessage) => void request.socket.destroy(),
    (_: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
    (_: IncomingMessage, response: ServerResponse) => void response.writeHead(429, { 'retry-after': '400' }).end(),
    () => undefined, // no answer at all
  ];
  return (request, response) => {
    turn += 1;
    if (turn % 3 !== 0) return !!response.writeHead(202).end();
    faults[(turn / 3) % faults.length]!(request, response);
    return false;
  };
};

test('whatever a receiver does, each of 180 notices arrives, and those of one claim in their order', async () => {
  deliverer = patient(1_000);
  answer = unreliable();
  const claims = Array.from({ length: 60 }, (_, index) => `C${index}`);
  for (const claim of claims) for (const step of [1, 2, 3]) await queue(claim, `${claim}_${step}`, step);
  const open = new Set(claims);
  for (let rounds = 0; open.size > 0 && rounds < 600; rounds += 1) {
    const ready = [...open];
    for (let from = 0; from < ready.length; from += 16)
      await Promise.all(
        ready.slice(from, from + 16).map(async claim => {
          if ((await deliver(claim)) === undefined) open.delete(claim);
        }),
      );
    later(600_000);
  }
  expect(open.size).toBe(0);
  // On a busy machine an answer may come too late: then it is told once more, with the same id.
  const taken = [...new Set(came.filter(({ well }) => well).map(({ id }) => id))];
  expect(taken).toHaveLength(180);
  for (const claim of claims)
    expect(taken.filter(id => id.startsWith(`${claim}_`))).toEqual([1, 2, 3].map(step => `${claim}_${step}`));
  expect(came.length).toBeGreaterThan(240);
}, 60_000);
