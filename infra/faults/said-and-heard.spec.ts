import { beforeEach, describe, expect, test } from '@jest/globals';
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
