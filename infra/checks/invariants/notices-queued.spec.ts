import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RecordedEvent } from '#eventstore';
import type { Instant } from '#kernel';
import { Findings } from './findings.js';
import { NoticesQueued } from './notices-queued.js';

const since = '2026-05-01T08:00:00.000Z';
/** The first instant at which it must have been told, whatever the clocks show. */
const later = '2026-05-01T08:05:00.001Z';
const claims = 'benefits.claim-decided.v1';

let findings: Findings;
let invariant: NoticesQueued;
let position: number;
beforeEach(() => {
  findings = new Findings();
  invariant = new NoticesQueued(findings);
  position = 0;
});

const see = (shard: string, type: string, data: object, recordedAt: Instant = later, scheme = 'A'): void =>
  invariant.see({
    ...{ type: `${shard}.${type}`, version: 1, effectiveAt: '2026-05-01', data },
    recorded: { shard, position: (position += 1), scheme, recordedAt },
  } as unknown as RecordedEvent);
const subscribed = (endpoint = 'W1', contracts: readonly string[] = [claims], provider = 'CSPS-1') =>
  see('webhooks', 'EndpointSubscribed', { endpoint, scheme: 'A', provider, contracts, since }, since);
const decided = (decision: number, at?: Instant, claim = 'C1', scheme?: string) =>
  see('benefits', 'ClaimAdjudicated', { claim, provider: 'CSPS-1', decision }, at, scheme);
const queued = (decision: number, endpoint = 'W1', about = 'claim-C1', contract = claims) =>
  see('webhooks', 'NoticeQueued', { endpoint, about, contract, data: { decision } });
const found = (): readonly string[] => {
  invariant.finish();
  return findings.report().violations.map(({ detail }) => detail.replace(/^.*?: /, ''));
};

describe('what is to be told', () => {
  test('is queued, whichever of the logs is read first', () => {
    decided(1);
    subscribed();
    see('benefits', 'ClaimReversed', { claim: 'C1', provider: 'CSPS-1', decision: 2 });
    queued(1);
    queued(2);
    expect(found()).toEqual([]);
    expect(findings.report().checked).toMatchObject({ 'facts for receivers': 2 });
  });

  test('is found when it is the first of a claim, or all there is', () => {
    subscribed();
    for (const decision of [1, 2]) decided(decision);
    queued(2);
    decided(1, later, 'C2');
    const never = (key: string) => `W1 is never told ${claims} of ${key}`;
    expect(found()).toEqual([never('claim-C1 1'), never('claim-C2 1')]);
  });

  test('is found for one receiver of two', () => {
    for (const endpoint of ['W1', 'W2']) subscribed(endpoint);
    decided(1);
    queued(1, 'W2');
    expect(found()).toEqual([`W1 is never told ${claims} of claim-C1 1`]);
  });

  test.each(['Issued', 'Approved', 'Paid'])('is found of a remittance: %s', step => {
    const contract = `benefits.remittance-${step.toLowerCase()}.v1`;
    subscribed('W1', [contract]);
    see('benefits', `Remittance${step}`, { remittance: 'R1', provider: 'CSPS-1' });
    expect(found()).toEqual([`W1 is never told ${contract} of remittance-R1`]);
  });
});

describe('what need not be told', () => {
  test('is older than the receiver, or so near that clocks may differ; a millisecond later it is missed', () => {
    subscribed();
    decided(1, '2026-05-01T07:00:00.000Z');
    decided(2, '2026-05-01T08:05:00.000Z');
    expect(found()).toEqual([]);
    decided(3, later);
    expect(found()).toEqual([`W1 is never told ${claims} of claim-C1 3`]);
  });

  test('is another provider’s, another scheme’s, or of another type', () => {
    subscribed('W1', ['benefits.remittance-paid.v1']);
    subscribed('W2', [claims], 'HD-1');
    decided(1);
    subscribed('W3');
    decided(1, later, 'C1', 'B');
    queued(1, 'W3');
    expect(found()).toEqual([]);
  });

  test.each([
    ['ContractsChanged', { contracts: [claims] }],
    ['EndpointClosed', {}],
  ])('cannot be said of one that changed: %s', (type, data) => {
    subscribed();
    decided(1);
    see('webhooks', type, { endpoint: 'W1', ...data });
    expect(found()).toEqual([]);
  });
});
