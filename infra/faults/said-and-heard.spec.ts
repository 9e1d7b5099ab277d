import { beforeEach, describe, expect, test } from '@jest/globals';
import { uuid5In } from '#eventstore';
import type { DomainEvent } from '#kernel';
import { commandIdOf, type Inbox, type Message, type Publication, request } from '#messaging';
import { Findings } from '../checks/invariants/findings.js';
import { FederationOfLies } from '../checks/invariants/federation-of-lies.fixture.js';
import { allSaid, checkSaidAndHeard } from './said-and-heard.js';

const told: Publication = {
  shard: 'membership',
  on: { 'membership.Joined': ({ data }) => [{ type: 'membership.joined.v1', data }] },
};
const inbox: Inbox = {
  name: 'benefits.from_membership.v1',
  shard: 'benefits',
  topic: 'membership',
  on: {
    'membership.joined.v1': () => [request('note', metadata => ({ metadata }))],
    'membership.closed.v1': () => [request('close', metadata => ({ metadata }))],
  },
};
const parts = { publications: [told], inboxes: [] };
const contexts = [
  { shard: 'membership' as const, ...parts },
  { shard: 'benefits' as const, publications: [], inboxes: [inbox] },
];

const joined = { type: 'membership.Joined', version: 1, effectiveAt: '2026-01-01', data: {} } as DomainEvent;
const noted = { type: 'benefits.Noted', version: 1, effectiveAt: '2026-01-01', data: {} } as DomainEvent;

describe('what one context said and another heard', () => {
  let federation: FederationOfLies;
  let message: Message;
  const listener = `system:${inbox.name}`;
  const hear = (commandId: string, actor = listener, stream = 'household-H1') =>
    federation.write('benefits', { [stream]: [noted] }, { commandId, actor });
  const findings = async () => {
    const found = new Findings();
    await checkSaidAndHeard(federation.stores, contexts, await allSaid(federation.stores, contexts), found);
    return found.report().violations.map(({ invariant }) => invariant);
  };

  beforeEach(async () => {
    federation = new FederationOfLies();
    await federation.write('membership', { 'household-H1': [joined] });
    [message] = (await allSaid(federation.stores, contexts)) as [Message];
  });

  test('is well when each message left its command, once', async () => {
    await hear(commandIdOf(message.id, inbox.name, 'note'));
    expect(await findings()).toEqual([]);
  });

  test('a message nobody acted on is lost', async () => expect(await findings()).toEqual(['heard']));

  test('what was done again under another command is doubled', async () => {
    await hear(commandIdOf(message.id, inbox.name, 'note'));
    await hear(commandIdOf(message.id, inbox.name, 'note again'));
    expect(await findings()).toEqual(['heard once']);
  });

  test('what others did is not the inbox’s affair', async () => {
    await hear(commandIdOf(message.id, inbox.name, 'note'));
    await hear(commandIdOf(message.id, inbox.name, 'by hand'), 'clerk');
    expect(await findings()).toEqual([]);
  });
});

describe('a contribution that several funds carry', () => {
  const dues: DomainEvent = {
    ...{ type: 'contributions.Raised', version: 1, effectiveAt: '2026-01-02' },
    data: { household: 'H1', term: 1, subsidy: { fund: 'TOUR' }, raisedOn: '2026-01-02' },
  };
  const agreed: DomainEvent = {
    ...{ type: 'subsidies.CofundingAgreed', version: 1, effectiveAt: '2026-01-01' },
    data: { cofunding: 'TOUR', funds: ['ETAT', 'ONG'], effectiveFrom: '2026-01-01' },
  };
  const asks: Inbox = {
    name: 'subsidies.from_contributions.v1',
    shard: 'subsidies',
    topic: 'contributions',
    on: { 'contributions.dues-raised.v1': () => [request('request', metadata => ({ metadata }))] },
  };
  const says: Publication = {
    shard: 'contributions',
    on: { 'contributions.Raised': ({ data }) => [{ type: 'contributions.dues-raised.v1', data }] },
  };
  const both = [
    { shard: 'contributions' as const, publications: [says], inboxes: [] },
    { shard: 'subsidies' as const, publications: [], inboxes: [asks] },
  ];
  let federation: FederationOfLies;
  let first: string;
  const actor = `system:${asks.name}`;
  const askedOf = (fund: string, commandId: string) =>
    federation.write('subsidies', { [`fund-${fund}`]: [noted], 'household-H1': [noted] }, { commandId, actor });
  const findings = async () => {
    const found = new Findings();
    await checkSaidAndHeard(federation.stores, both, await allSaid(federation.stores, both), found);
    return found.report().violations.map(({ invariant }) => invariant);
  };

  beforeEach(async () => {
    federation = new FederationOfLies();
    await federation.write('subsidies', { 'cofunding-TOUR': [agreed] });
    await federation.write('contributions', { 'account-H1': [dues] });
    const [message] = (await allSaid(federation.stores, both)) as [Message];
    first = commandIdOf(message.id, asks.name, 'request');
    await askedOf('ETAT', first);
  });

  test('is well when each of them was asked, under an id that follows from the request', async () => {
    await askedOf('ONG', uuid5In(first)('ONG'));
    expect(await findings()).toEqual([]);
  });

  test('is half done when the second was not', async () => expect(await findings()).toEqual(['heard']));

  test('was asked twice when an id follows from nothing', async () => {
    await askedOf('ONG', uuid5In(first)('ONG'));
    await askedOf('ONG', uuid5In(first)('ONG again'));
    expect(await findings()).toEqual(['heard once', 'heard once']);
  });
});
