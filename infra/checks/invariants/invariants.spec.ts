import { beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredEvent, Table } from '#eventstore';
import type { Currency, DomainEvent } from '#kernel';
import { journalTable } from '../../../libs/benefits/src/projections/journal.entity.js';
import type { FundingReceived, SubsidyReserved } from '../../../libs/subsidies/src/fund/fund.events.js';
import type { Balance, Posting } from '../../../libs/subsidies/src/ledger/postings.js';
import { adjudicated, claimStreams, coverOf, packageOne, remitted } from './benefits-story.fixture.js';
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

test('an honest federation is found honest, and was looked at', async () => {
  await federation.write('benefits', claimStreams('C1', 10_000));
  await federation.write('benefits', claimStreams('C2', 5_000, { person: 'P2' }));
  await federation.write('benefits', {
    'remittance-R1': [remitted('R1', { claim: 'C1', decision: 1, amount: 10_000 })],
  });
  await federation.project();
  const { checked, violations } = await federation.check();
  expect(violations).toEqual([]);
  expect(checked).toMatchObject({
    events: 10,
    commands: 5,
    claims: 2,
    decisions: 2,
    remittances: 1,
    'accepted lines': 2,
    'remitted decisions': 1,
    'draws on ceilings': 2,
    projections: 2,
    journals: 1,
    'journal lines': 6,
    rows: 8,
  });
});

describe('the shape of the log', () => {
  const misread = (position: number, as: (event: StoredEvent) => readonly StoredEvent[]): void =>
    federation.misreads(event => (event.position === position ? as(event) : [event]));
  const changed = (position: number, change: Partial<StoredEvent>): void =>
    misread(position, event => [{ ...event, ...change }]);

  test('an event that was lost', async () => {
    misread(2, () => []);
    expect(await found()).toContainEqual(expect.stringContaining('stands where position 2 was due'));
  });

  test('an event that was doubled', async () => {
    misread(1, event => [event, event]);
    expect(await found()).toContainEqual(expect.stringMatching(/log shape: .*stands where position 2 was due/));
  });

  test('a stream that skips a version', async () => {
    changed(3, { version: 3 });
    expect(await found()).toContainEqual(
      expect.stringContaining('is version 3 of benefits.household-H, where 2 was due'),
    );
  });

  test('a last event that was lost', async () => {
    misread(3, () => []);
    expect(await found()).toContainEqual('commands: benefits: head 3, last 2');
  });

  test('an event whose id does not follow from its command', async () => {
    changed(2, { eventId: '00000000-0000-4000-8000-000000000000' });
    expect(await found()).toContainEqual(expect.stringMatching(/has id 00000000.*the command's event 0 is/));
  });

  test('a command whose events are torn apart', async () => {
    const [first] = await federation.stores.log.readAll('benefits', { limit: 1 });
    changed(3, { commandId: first!.commandId });
    expect(await found()).toContainEqual(expect.stringMatching(/belongs to command .*, whose events ended at 1/));
  });

  test('events without a command', async () => {
    changed(1, { commandId: '00000000-0000-4000-8000-000000000000' });
    expect(await found()).toContainEqual(expect.stringMatching(/commands: benefits: events 1 to 1 have no command/));
  });

  test('a command that says other positions than its events have', async () => {
    misread(3, event => [{ ...event, commandId: '00000000-0000-4000-8000-000000000000' }]);
    expect(await found()).toContainEqual(expect.stringMatching(/says 2 to 3, its events are 2 to 2/));
  });

  test('bytes that are no longer what was written', async () => {
    changed(2, { clear: Buffer.from('{"household":') });
    expect(await found()).toContainEqual(expect.stringMatching(/^readable: benefits 2 \(benefits.CoverNoted\)/));
  });

  test('an event that was recorded at no instant', async () => {
    changed(1, { recordedAt: '' });
    expect(await found()).toContainEqual(expect.stringContaining('which is no instant'));
  });
});

describe('money', () => {
  const funding = (balance: Partial<Balance> = {}, postings?: readonly Posting[]): FundingReceived => ({
    type: 'subsidies.FundingReceived',
    version: 1,
    effectiveAt: '2025-01-01',
    data: {
      fund: 'F',
      currency: 'XOF',
      amount: 7_000,
      reference: 'R',
      receivedOn: '2025-01-01',
      balance: { received: 7_000, available: 7_000, reserved: 0, committed: 0, settled: 0, ...balance },
      postings: postings ?? [
        { account: 'received', scheme: '*', amount: -7_000 },
        { account: 'available', scheme: '*', amount: 7_000 },
      ],
    },
  });
  const reserving = (amount: number): SubsidyReserved => ({
    type: 'subsidies.SubsidyReserved',
    version: 1,
    effectiveAt: '2025-01-02',
    data: {
      fund: 'F',
      currency: 'XOF',
      scheme: 'A',
      household: 'H',
      term: 1,
      place: '2025-01-02/1',
      left: 0,
      leftPersons: 0,
      amount,
      standing: { total: amount, reserved: amount, committed: 0, served: 2, waiting: 0, reason: null },
      balance: { received: 7_000, available: 7_000 - amount, reserved: amount, committed: 0, settled: 0 },
      postings: [
        { account: 'available', scheme: '*', amount: -amount },
        { account: 'reserved', scheme: 'A', amount },
      ],
    },
  });
  const inFund = (...events: DomainEvent[]) => federation.write('subsidies', { 'fund-F': events });

  test('a fund gives out its last franc', async () => {
    await inFund(funding(), reserving(7_000));
    expect(await found()).toEqual([]);
  });

  test('a fund gives out one franc more', async () => {
    await inFund(funding(), reserving(7_001));
    expect(await found()).toContainEqual(expect.stringMatching(/^funds: .*available is -1$/));
  });

  test('a balance that is not what the postings make', async () => {
    await inFund(funding({ available: 6_999, reserved: 1 }));
    expect(await found()).toContainEqual(expect.stringMatching(/^funds: .*says 6999 available, postings say 7000/));
  });

  test('postings that do not add up', async () => {
    await inFund(funding({}, [{ account: 'available', scheme: '*', amount: 7_000 }]));
    expect(await found()).toContainEqual(expect.stringMatching(/^money conserved: .*add up to 7000 XOF/));
  });

  test('postings of no currency', async () => {
    const { data, ...event } = funding();
    await inFund({ ...event, data: { ...data, currency: undefined as unknown as Currency } });
    expect(await found()).toContainEqual(expect.stringMatching(/^money conserved: .*without a currency/));
  });

  test('half a franc', async () => {
    await federation.write('benefits', { 'claim-A.C1': [adjudicated('C1', 0.5)] });
    expect(await found()).toContainEqual(expect.stringMatching(/^whole amounts: .*amounts.billed is 0.5/));
  });

  test('a journal whose lines do not add up', async () => {
    await federation.write('benefits', claimStreams('C1', 1_000));
    await federation.project();
    const { models } = federation.stores;
    const [line] = await models.find({ schemes: 'all' }, journalTable, { where: { amount: 1_000 } });
    await changeLive(journalTable as unknown as Table, { ...line!, amount: 1_001 });
    expect(await found()).toEqual([
      expect.stringMatching(/^money conserved: journal 5: scheme A in XOF adds up to 1,/),
      expect.stringMatching(/^replay equals live: benefits.journal.v1 at 6 differs from its log/),
    ]);
  });
});

/** What somebody with the database's password would do. */
const changeLive = async (table: Table, row: object): Promise<void> => {
  const { models } = federation.stores;
  const checkpoint = await models.claim('benefits', 'benefits.journal.v1');
  await models.flush('benefits', checkpoint, checkpoint.position, [{ table, set: [row], deleted: [] }]);
};

describe('read models', () => {
  beforeEach(async () => {
    await federation.write('benefits', claimStreams('C1', 1_000));
    await federation.project();
  });

  test('a checkpoint beyond its log', async () => {
    const { models } = federation.stores;
    await models.flush('benefits', await models.claim('benefits', 'benefits.somebody.v1'), 99, []);
    expect(await found()).toEqual(['checkpoints: benefits.somebody.v1 is at 99, beyond benefits 6']);
  });

  test('a stream set aside', async () => {
    const stream = 'benefits.claim-A.C1';
    const parked = { name: 'benefits.claim.v1', stream, position: 4, error: 'TypeError', attempts: 4 };
    await federation.stores.models.park('benefits', parked);
    expect(await found()).toEqual([`nothing parked: benefits.claim.v1: ${stream} since 4 (TypeError)`]);
  });
});
