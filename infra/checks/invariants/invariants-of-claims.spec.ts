import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DomainEvent } from '#kernel';
import { commandOfDelivery } from './acknowledged.js';
import {
  adjudicated,
  booked,
  claimStreams,
  coverOf,
  packageOne,
  remitted,
  submitted,
} from './benefits-story.fixture.js';
import { FederationOfLies } from './federation-of-lies.fixture.js';

let federation: FederationOfLies;
beforeEach(async () => {
  federation = new FederationOfLies();
  await federation.write('benefits', { 'package-A.base': [packageOne] });
  await federation.write('benefits', { 'household-H': [coverOf('P1'), coverOf('P2')] });
});

/** What is found broken: the invariant, and where. */
const found = async (...acknowledged: Parameters<FederationOfLies['check']>): Promise<string[]> =>
  (await federation.check(...acknowledged)).violations.map(({ invariant, detail }) => `${invariant}: ${detail}`);

describe('claims', () => {
  test('a claim submitted twice', async () => {
    await federation.write('benefits', { 'claim-A.C1': [submitted('C1')], 'claim-A.c1': [submitted('C1')] });
    expect(await found()).toContainEqual(expect.stringMatching(/^paid once: .*claim A\/C1 was submitted before/));
  });

  test('one act accepted in two claims', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000, { holds: ['line'] }));
    await federation.write('benefits', claimStreams('C2', 1_000, { holds: ['line'] }));
    expect(await found()).toContainEqual(expect.stringMatching(/line of A\/C2 was accepted for A\/C1 already/));
  });

  test('one act accepted twice in a claim', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000, { holds: ['line', 'line'] }));
    expect(await found()).toContainEqual(expect.stringMatching(/line of A\/C1 was accepted for A\/C1 already/));
  });

  test('an act may be claimed again after the first claim was reversed', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000, { holds: ['line'] }));
    const { data, ...event } = booked('C1', 0, { holds: [] });
    await federation.write('benefits', { 'household-H': [{ ...event, data: { ...data, status: 'reversed' } }] });
    await federation.write('benefits', claimStreams('C2', 1_000, { holds: ['line'] }));
    expect(await found()).toEqual([]);
  });

  test('a decision paid by two remittances', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000));
    const line = { claim: 'C1', decision: 1, amount: 1_000 };
    await federation.write('benefits', {
      'remittance-R1': [remitted('R1', line)],
      'remittance-R2': [remitted('R2', line)],
    });
    expect(await found()).toEqual([expect.stringMatching(/^paid once: .*C1\/1 was paid by R1 already/)]);
  });

  test('a remittance that pays a franc more than was decided', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000));
    await federation.write('benefits', {
      'remittance-R1': [remitted('R1', { claim: 'C1', decision: 1, amount: 1_001 })],
    });
    expect(await found()).toEqual([expect.stringMatching(/^paid once: .*C1\/1 is paid 1001, it says 1000/)]);
  });

  test('a remittance whose net is not the sum of its lines', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000));
    const { data, ...event } = remitted('R1', { claim: 'C1', decision: 1, amount: 1_000 });
    await federation.write('benefits', { 'remittance-R1': [{ ...event, data: { ...data, net: 999 } }] });
    expect(await found()).toEqual([expect.stringMatching(/^claim amounts: .*net 999 of 1000/)]);
  });

  test('a franc that goes nowhere', async () => {
    const { data, ...event } = adjudicated('C1', 1_000);
    const lost = { ...data, amounts: { ...data.amounts, billed: 1_001 } };
    await federation.write('benefits', { 'claim-A.C1': [{ ...event, data: lost } as DomainEvent] });
    expect(await found()).toEqual([expect.stringMatching(/^claim amounts: .*1001 billed, 1000 accounted for/)]);
  });

  test('a decision that owes more than it promises', async () => {
    const { data, ...event } = adjudicated('C1', 1_000);
    const twice = { ...data, change: { provider: 2_000, member: 0 } };
    await federation.write('benefits', { 'claim-A.C1': [{ ...event, data: twice } as DomainEvent] });
    expect(await found()).toEqual([expect.stringMatching(/changes make 2000 and 0, the decision says 1000 and 0/)]);
  });
});

describe('ceilings', () => {
  test('reached to the franc, by person, household and category', async () => {
    await federation.write('benefits', claimStreams('C1', 9_000, { act: 'CONS' }));
    await federation.write('benefits', claimStreams('C2', 1_000));
    await federation.write('benefits', claimStreams('C3', 5_000, { person: 'P2' }));
    expect(await found()).toEqual([]);
  });

  test('exceeded by one franc by a person', async () => {
    await federation.write('benefits', claimStreams('C1', 9_000));
    await federation.write('benefits', claimStreams('C2', 1_001));
    expect(await found()).toEqual([expect.stringMatching(/^ceilings: .*person P1 has drawn 10001 of 10000/)]);
  });

  test('exceeded by one franc by a household', async () => {
    await federation.write('benefits', claimStreams('C1', 10_000));
    await federation.write('benefits', claimStreams('C2', 5_001, { person: 'P2' }));
    expect(await found()).toEqual([expect.stringMatching(/^ceilings: .*household H has drawn 15001 of 15000/)]);
  });

  test('exceeded by one franc in a category', async () => {
    await federation.write('benefits', claimStreams('C1', 9_001, { act: 'CONS' }));
    expect(await found()).toEqual([expect.stringMatching(/^ceilings: .*consultation of P1 has drawn 9001 of 9000/)]);
  });

  test('prevention draws on none', async () => {
    await federation.write('benefits', {
      'claim-A.C1': [submitted('C1'), adjudicated('C1', 20_000, { act: 'VACC' })],
      'household-H': [booked('C1', 0)],
    });
    expect(await found()).toEqual([]);
  });

  test('a claim that books less than its lines draw', async () => {
    await federation.write('benefits', {
      'claim-A.C1': [submitted('C1'), adjudicated('C1', 1_000)],
      'household-H': [booked('C1', 999)],
    });
    expect(await found()).toEqual([expect.stringMatching(/^ceilings: .*C1 books 999, its lines say 1000/)]);
  });

  test('approved for someone without cover', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000, { person: 'P3' }));
    expect(await found()).toEqual([expect.stringMatching(/^ceilings: .*C1 is approved outside cover/)]);
  });
});

describe('acknowledged deliveries', () => {
  const delivery = { endpoint: 'E', webhookId: 'msg_1' };
  const told = { claim: 'C1', status: 'approved', scheme: 1_000 };
  const registered: DomainEvent = {
    type: 'benefits.EndpointRegistered',
    version: 1,
    effectiveAt: '2025-01-01',
    data: { endpoint: 'E', scheme: 'A', provider: 'CSPS', previousUntil: '2025-01-02T08:00:00.000Z' },
  };
  beforeEach(() => federation.write('benefits', { 'endpoint-E': [registered] }));
  const acknowledged = (answer: unknown = told, of = delivery) => [{ ...of, answer }];
  const submit = (answer: unknown = told) =>
    federation.write('benefits', claimStreams('C1', 1_000), { commandId: commandOfDelivery(delivery), answer });

  test('found again, word for word', async () => {
    await submit();
    expect(await found(acknowledged())).toEqual([]);
    expect(await found(acknowledged({ scheme: 1_000, status: 'approved', claim: 'C1' }))).toEqual([]);
  });

  test('lost', async () => {
    expect(await found(acknowledged())).toEqual([
      'acknowledged: delivery msg_1: claim C1 was submitted 0 times',
      'acknowledged: delivery msg_1: claim C1 is not decided',
      expect.stringMatching(/delivery msg_1: its command .* is not there/),
    ]);
  });

  test('answered with another decision than the one that is kept', async () => {
    await submit();
    expect(await found(acknowledged({ ...told, scheme: 1_001 }))).toEqual([
      'acknowledged: delivery msg_1: the answer kept is not the one that was given',
    ]);
  });

  test('answered, and the answer not kept', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000), { commandId: commandOfDelivery(delivery) });
    expect(await found(acknowledged())).toEqual([
      'acknowledged: delivery msg_1: the answer kept is not the one that was given',
    ]);
  });

  test('answered without a decision', async () => {
    expect(await found(acknowledged({ status: 'recorded' }))).toEqual([
      'acknowledged: delivery msg_1 was answered without a decision',
    ]);
  });

  test('carried out under two commands', async () => {
    await submit();
    await federation.write('benefits', { 'claim-A.C1': [submitted('C1')] });
    expect(await found(acknowledged())).toContainEqual(expect.stringMatching(/claim C1 was submitted 2 times/));
  });

  test('a claim known from another delivery leaves nothing behind', async () => {
    await submit();
    expect(await found(acknowledged(told, { ...delivery, webhookId: 'msg_2' }))).toEqual([]);
  });
});
