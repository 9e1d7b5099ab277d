import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryReadModels } from '#eventstore';
import { type Instant, VirtualClock } from '#kernel';
import { type EndpointRow, endpointTable } from '../projections/endpoint.entity.js';
import { queueTable } from '../projections/queue.entity.js';
import { Courier } from './courier.js';
import type { Line } from './deliverer.js';

const now = '2026-05-01T08:00:00.000Z';
let models: MemoryReadModels;
/** Deliveries under way, by what they are about, and how to end them. */
let open: Map<string, (error?: Error) => void>;
let lease: { left_ms: number; mine: boolean };
let failures: unknown[];

const endpoint = (
  name: string,
  status: EndpointRow['status'] = 'live',
  challenge: Partial<EndpointRow> = {},
): EndpointRow => ({
  ...{ scheme: 'kaya', endpoint: name, provider: 'CSPS-1', contracts: [], status, because: null },
  ...{ failingSince: null, previousUntil: null, subscribedOn: '2026-01-01' },
  ...{ confirmed: true, challengeAttempts: 0, challengeDue: null, challengeFault: null },
  ...challenge,
});
const keep = async (endpoints: readonly EndpointRow[], waiting: readonly [string, string, Instant?][]) => {
  const rows = waiting.map(([name, about, due = now]) => ({
    ...{ scheme: 'kaya', endpoint: name, about, due },
    waiting: [{ message: about, due }],
  }));
  await models.flush('webhooks', await models.claim('webhooks', 'test'), 1, [
    { table: endpointTable as never, set: endpoints, deleted: [] },
    { table: queueTable as never, set: rows, deleted: [] },
  ]);
};
const underWay = (key: string) =>
  new Promise<undefined>((resolve, reject) => open.set(key, error => (error ? reject(error) : resolve(undefined))));
const courier = (options: { atOnce?: number; atOneReceiver?: number } = {}) =>
  new Courier(
    {
      models,
      clock: new VirtualClock(now),
      deliverer: { deliver: ({ endpoint: name, about }: Line) => underWay(`${name}/${about}`) },
      challenger: { challenge: (_, name) => underWay(`${name}/challenge`) },
      lease: {
        hold: async () => lease.mine,
        get left_ms() {
          return lease.left_ms;
        },
        release: async () => undefined,
      },
      failed: error => failures.push(error),
    },
    options,
  );
const end = async (name: string, error?: Error) => {
  open.get(name)?.(error);
  open.delete(name);
  await new Promise(resolve => setImmediate(resolve));
};

beforeEach(() => {
  models = new MemoryReadModels();
  open = new Map();
  lease = { left_ms: 30_000, mine: true };
  failures = [];
});

describe('a round', () => {
  test('begins what is due, at its very instant, and nothing that is due later', async () => {
    const later = '2026-05-01T08:00:00.001Z';
    await keep(
      [endpoint('W1')],
      [
        ['W1', 'claim-C1'],
        ['W1', 'claim-C2', later],
      ],
    );
    expect(await courier().round()).toBe(1);
    expect([...open.keys()]).toEqual(['W1/claim-C1']);
  });

  test('begins nothing again while it is under way', async () => {
    await keep([endpoint('W1')], [['W1', 'claim-C1']]);
    const one = courier();
    expect([await one.round(), await one.round()]).toEqual([1, 0]);
    await end('W1/claim-C1');
    expect(await one.round()).toBe(1);
  });

  test('tells nobody who is paused, disabled or closed', async () => {
    await keep(
      [endpoint('W1', 'disabled'), endpoint('W2', 'closed'), endpoint('W3')],
      [
        ['W1', 'claim-C1'],
        ['W2', 'claim-C1'],
        ['W3', 'claim-C1'],
      ],
    );
    expect(await courier().round()).toBe(1);
    expect([...open.keys()]).toEqual(['W3/claim-C1']);
  });

  test('tells nothing to one that has not answered its challenge, and asks it when that is due', async () => {
    const [due, later] = [{ challengeDue: now }, { challengeDue: '2026-05-01T08:00:00.001Z' }];
    const names: [string, Partial<EndpointRow>][] = [
      ['W1', due],
      ['W2', later],
      ['W3', { challengeDue: null }],
    ];
    await keep(
      [
        ...names.map(([name, when]) => endpoint(name, 'live', { confirmed: false, ...when })),
        endpoint('W4', 'disabled', { confirmed: false, ...due }),
      ],
      ['W1', 'W2', 'W3', 'W4'].map(name => [name, 'claim-C1']),
    );
    const one = courier();
    expect([await one.round(), await one.round()]).toEqual([1, 0]);
    expect([...open.keys()]).toEqual(['W1/challenge']);
    await end('W1/challenge');
    expect(await one.round()).toBe(1);
  });

  test('lets a slow receiver hold nobody else up: four at one, and the others have their turn', async () => {
    const many = Array.from({ length: 300 }, (_, index): [string, string] => ['SLOW', `claim-${100 + index}`]);
    await keep([endpoint('SLOW'), endpoint('W2')], [...many, ['W2', 'claim-C1']]);
    const one = courier();
    await one.round();
    await one.round();
    expect([...open.keys()].filter(key => key.startsWith('SLOW'))).toHaveLength(4);
    expect([...open.keys()]).toContain('W2/claim-C1');
  });

  test('has no more under way at once than it may', async () => {
    const endpoints = ['W1', 'W2', 'W3'].map(name => endpoint(name));
    await keep(
      endpoints,
      endpoints.map(({ endpoint: name }) => [name, 'claim-C1']),
    );
    const one = courier({ atOnce: 2 });
    expect([await one.round(), await one.round()]).toEqual([2, 0]);
    await end('W1/claim-C1');
    expect(await one.round()).toBe(1);
  });

  test('begins nothing while another process sends, nor what might outlast its own turn', async () => {
    await keep([endpoint('W1')], [['W1', 'claim-C1']]);
    lease.mine = false;
    expect(await courier().round()).toBeUndefined();
    lease = { mine: true, left_ms: 15_999 };
    expect(await courier().round()).toBe(0);
    lease.left_ms = 16_000;
    expect(await courier().round()).toBe(1);
  });

  test('goes on when something could not be noted: it is attempted again', async () => {
    await keep([endpoint('W1')], [['W1', 'claim-C1']]);
    const one = courier();
    await one.round();
    await end('W1/claim-C1', new Error('the log is away'));
    expect(failures).toHaveLength(1);
    expect(await one.round()).toBe(1);
  });
});
