import { describe, expect, test } from '@jest/globals';
import { foldAll } from '#kernel';
import type { ReceiversEvent } from '../receivers/receivers.events.js';
import { mostReceivers, receiversFold } from '../receivers/receivers.state.js';
import type { Close, Subscribe } from './endpoint.commands.js';
import { endpointDecider } from './endpoint.decider.js';
import type { EndpointEvent } from './endpoint.events.js';
import { EndpointReason } from './endpoint.reasons.js';
import { subscriptionDecider } from './subscription.decider.js';

const dated = { on: '2026-05-01', at: '2026-05-01T08:00:00.000Z' };
const subscribe = (endpoint: string): Subscribe => ({
  ...{ ...dated, type: 'Subscribe', endpoint, scheme: 'kaya', provider: 'CSPS-1', secret: 'whsec_1' },
  ...{ url: 'https://csps.example/', contracts: ['benefits.claim-decided.v1'] },
});
const close = (endpoint: string): Close => ({ ...dated, type: 'Close', endpoint });

/** A provider's endpoints after some commands; the outcome of the last. */
const after = (...commands: (Subscribe | Close)[]) => {
  const endpoints = new Map<string, EndpointEvent[]>();
  const listed: ReceiversEvent[] = [];
  let last: ReturnType<typeof subscriptionDecider.decide> | undefined;
  for (const command of commands) {
    const own = endpoints.get(command.endpoint) ?? [];
    const states = { endpoint: foldAll(endpointDecider, own), receivers: foldAll(receiversFold, listed) };
    last = subscriptionDecider.decide(command, states);
    if (last.outcome !== 'accepted') continue;
    endpoints.set(command.endpoint, [...own, ...(last.events.endpoint ?? [])]);
    listed.push(...(last.events.receivers ?? []));
  }
  return { last, open: foldAll(receiversFold, listed).open };
};
const numbered = (count: number) => Array.from({ length: count }, (_, index) => subscribe(`W${index + 1}`));

describe('whom to tell', () => {
  test('is known with the subscription, and no more once it is closed', () => {
    expect(after(subscribe('W1'), subscribe('W2')).open).toEqual(['W1', 'W2']);
    expect(after(subscribe('W1'), subscribe('W2'), close('W1')).open).toEqual(['W2']);
  });

  test('has each once, whatever is asked again', () => {
    const again = after(subscribe('W1'), subscribe('W1'));
    expect(again.last).toMatchObject({ outcome: 'refused', reason: EndpointReason.alreadySubscribed });
    expect(again.open).toEqual(['W1']);
    expect(after(subscribe('W1'), close('W1'), close('W1')).last).toMatchObject({ outcome: 'nothingToDo' });
  });

  test('are ten at most: the tenth comes, the eleventh is refused, until one is closed', () => {
    expect(after(...numbered(mostReceivers)).open).toHaveLength(10);
    const full = after(...numbered(mostReceivers + 1));
    expect(full.last).toMatchObject({ reason: EndpointReason.tooMany, facts: { most: 10 } });
    expect(full.open).toHaveLength(10);
    expect(after(...numbered(10), close('W3'), subscribe('W11')).open).toContain('W11');
  });

  test('is nobody for an endpoint that was never made', () =>
    expect(after(close('W1')).last).toMatchObject({ outcome: 'refused', kind: 'notFound' }));
});
