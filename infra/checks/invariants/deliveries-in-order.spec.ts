import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryEvent } from '../../../libs/webhooks/src/delivery/delivery.events.js';
import type { ContractsChanged } from '../../../libs/webhooks/src/endpoint/endpoint.events.js';
import { FederationOfLies } from './federation-of-lies.fixture.js';

let federation: FederationOfLies;
beforeEach(() => {
  federation = new FederationOfLies();
});

const at = '2026-05-01T08:00:00.000Z';
const dated = { version: 1, effectiveAt: '2026-05-01' } as const;
const which = (message: string) => ({ endpoint: 'W1', about: 'claim-C1', message });
const queued = (message: string, decision: number): DeliveryEvent => ({
  ...{ type: 'webhooks.NoticeQueued', ...dated },
  data: {
    ...which(message),
    ...{
      scheme: 'A',
      due: at,
      revision: decision,
      contract: 'benefits.claim-decided.v1',
      effectiveAt: '2026-05-01',
      data: { decision },
    },
  },
});
const failed = (message: string, attempt: number): DeliveryEvent => ({
  ...{ type: 'webhooks.AttemptFailed', ...dated },
  data: { ...which(message), attempt, status: 500, fault: 'status', at, due: at },
});
const delivered = (message: string, attempt: number): DeliveryEvent => ({
  ...{ type: 'webhooks.NoticeDelivered', ...dated },
  data: { ...which(message), attempt, status: 204, at },
});
const again = (message: string): DeliveryEvent => ({
  ...{ type: 'webhooks.RedeliveryAsked', ...dated },
  data: { ...which(message), due: at },
});
const changed: ContractsChanged = {
  ...{ type: 'webhooks.ContractsChanged', ...dated },
  data: { endpoint: 'W1', contracts: [] },
};

const found = async (...events: readonly (DeliveryEvent | ContractsChanged)[]) => {
  await federation.write('webhooks', { 'delivery-A.W1/claim-C1': events });
  const { violations } = await federation.check();
  return violations.map(({ invariant, detail }) => `${invariant}: ${detail.replace(/^.*?: /, '')}`);
};
const wrong = (detail: string) => [`deliveries in order: ${detail}`];

describe('what a provider is told', () => {
  test('is well in order, each thing once, with each attempt after the one before it', async () => {
    const told = [queued('M1', 1), failed('M1', 1), queued('M2', 2), delivered('M1', 2), delivered('M2', 1)];
    expect(await found(...told, again('M1'), delivered('M1', 1))).toEqual([]);
    const { checked } = await federation.check();
    expect(checked).toMatchObject({ 'notices to providers': 2, 'attempts at providers': 4 });
  });

  test('is queued once', async () =>
    expect(await found(queued('M1', 1), delivered('M1', 1), queued('M1', 2))).toEqual(wrong('M1 was queued before')));

  test('is told in order', async () =>
    expect(await found(queued('M1', 1), queued('M2', 2), delivered('M2', 1))).toEqual(
      wrong('M2 was tried, M1 comes first'),
    ));

  test('is all of a claim: a decision that was left out is lost', async () => {
    expect(await found(queued('M1', 1), queued('M3', 3))).toEqual(wrong('decision 3 follows 1'));
  });

  test('is what it asked for: after a change decisions may lie between, and none come back', async () => {
    expect(await found(queued('M1', 1), changed, queued('M3', 3))).toEqual([]);
    expect(await found(queued('M2', 2))).toEqual(wrong('decision 2 follows 3'));
  });

  test('is tried no more often than promised, and counted', async () => {
    const tries = Array.from({ length: 9 }, (_, index) => failed('M1', index + 1));
    expect(await found(queued('M1', 1), ...tries, delivered('M1', 10), again('M1'))).toEqual([]);
    expect(await found(failed('M1', 11))).toEqual(wrong('attempt 11 at M1 follows 0'));
  });

  test('is told again only after it was told', async () =>
    expect(await found(queued('M1', 1), again('M1'))).toEqual(wrong('M1 was not settled, and is told again')));
});
