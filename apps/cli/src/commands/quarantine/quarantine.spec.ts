import { beforeEach, describe, expect, test } from '@jest/globals';
import { pause } from '#eventstore';
import { ask, resendOf } from '#messaging';
import { memoryStores, type Stores } from '#platform';
import { contexts } from '../../contexts.js';
import { UsageError } from '../../exit.js';
import { allAside, type Aside, asideOf } from './aside.js';
import { discard, resume } from './resume.js';
import { describeAside, readable } from './show.js';

const inbox = 'benefits.from_membership.v1';
const stream = 'membership.household-H1';
const place = 'entraide.membership.v1/3@812';
let stores: Stores;

const setAside = (name: string, of: string, position: number, attempts = 1): Promise<void> =>
  stores.models.park(name.split('.')[0] as 'benefits', { name, stream: of, position, attempts, error: 'out of order' });
const aside = (): Promise<Aside> => asideOf(stores.models, inbox, stream);
const enrolled = async (): Promise<void> => {
  const metadata = {
    commandId: 'c',
    scheme: 'kaya',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: 'c',
    recordedAt: '2026-03-01T10:00:00.000Z',
  };
  const event = {
    eventId: 'e',
    type: 'membership.HouseholdEnrolled',
    schemaVersion: 1,
    effectiveAt: '2026-03-01',
    clear: Buffer.from(JSON.stringify({ household: 'H1', product: 'P1', persons: [{ person: 'A' }] })),
    sealed: null,
  };
  await stores.log.append({ shard: 'membership', metadata, streams: [{ stream, expected: 0, events: [event] }] });
};

beforeEach(() => {
  stores = memoryStores(contexts);
});

describe('what is set aside', () => {
  test('is listed for every context, with who set it aside; what was asked for is not', async () => {
    await setAside(inbox, stream, 2);
    await setAside('benefits.claim.v1', 'benefits.claim-C1', 9);
    await setAside('benefits.readjudicate.v1', 'benefits.household-H1', 9);
    await setAside('membership.relay.kafka', stream, 4);
    await ask(stores.models, 'membership', { name: resendOf('membership'), stream, from: 2 });
    expect((await allAside(stores.models)).map(({ name, kind }) => [name, kind])).toEqual([
      ['membership.relay.kafka', 'relay'],
      [inbox, 'inbox'],
      ['benefits.claim.v1', 'projection'],
      ['benefits.readjudicate.v1', 'policy'],
    ]);
  });

  test('is shown with the fact at fault, as the context that recorded it holds it', async () => {
    await enrolled();
    await setAside(inbox, stream, 1);
    expect(await describeAside(stores, await aside())).toMatchObject({
      error: 'out of order',
      event: { type: 'membership.HouseholdEnrolled', data: { household: 'H1' }, sealed: false },
      waiting: 0,
    });
  });

  test('must be set aside to be named', () =>
    expect(asideOf(stores.models, inbox, 'membership.household-H2')).rejects.toThrow(UsageError));
});

test('of a record somebody else wrote, nothing is shown that could be a name', () => {
  const shown = readable({
    key: Buffer.from('Awa Traoré'),
    value: Buffer.from('{"name":"Awa"}'),
    headers: { ce_scheme: 'kaya', ce_type: 'Awa Traoré', patient: 'Awa' },
    writtenAt: 0,
  });
  expect(JSON.stringify(shown)).not.toContain('Awa');
  expect(shown).toMatchObject({ headers: { ce_scheme: 'kaya' }, value: { bytes: 14 } });
});

describe('resuming', () => {
  test('asks the relay of the context that speaks, and is done when the stream is no longer set aside', async () => {
    await setAside(inbox, stream, 2);
    const resuming = resume(stores, await aside(), 5_000);
    await pause(50);
    expect(await stores.models.parked('membership')).toMatchObject([
      { name: 'membership.resend.asked', stream, position: 2 },
    ]);
    await stores.models.unpark('benefits', inbox, stream);
    expect((await resuming).state).toBe('done');
  });

  test('says so when it failed again, and when nobody has answered yet', async () => {
    await setAside(inbox, stream, 2);
    const before = await aside();
    expect((await resume(stores, before, 0)).state).toBe('asked');
    await setAside(inbox, stream, 2, 5);
    expect(await resume(stores, before, 1_000)).toEqual({ state: 'still', said: `${stream}: out of order` });
  });

  test('of a projection or a policy asks the process that runs it', async () => {
    await setAside('benefits.readjudicate.v1', 'benefits.household-H1', 9);
    await resume(stores, await asideOf(stores.models, 'benefits.readjudicate.v1', 'benefits.household-H1'), 0);
    expect((await stores.models.parked('benefits')).map(({ name }) => name)).toContain(
      'benefits.readjudicate.v1.asked',
    );
  });
});

describe('discarding', () => {
  test('forgets what lies on a topic and is no message', async () => {
    await setAside(inbox, place, 812);
    await discard(stores, await asideOf(stores.models, inbox, place), 0);
    expect(await allAside(stores.models)).toEqual([]);
  });

  test('never forgets a fact', async () => {
    await enrolled();
    await setAside(inbox, stream, 1);
    await expect(discard(stores, await aside(), 0)).rejects.toThrow(UsageError);
  });

  test('of a forged message has the stream’s own said again: they were passed over meanwhile', async () => {
    await enrolled();
    await setAside(inbox, stream, 99);
    expect((await discard(stores, await aside(), 0)).state).toBe('asked');
    expect(await stores.models.parked('benefits', inbox)).toMatchObject([{ stream, position: 1, attempts: 0 }]);
    expect(await stores.models.parked('membership')).toMatchObject([
      { name: 'membership.resend.asked', stream, position: 1 },
    ]);
  });

  test('of a forged message about a stream that never was, forgets it and asks nobody', async () => {
    await setAside(inbox, stream, 99);
    expect((await discard(stores, await aside(), 0)).state).toBe('done');
    expect(await allAside(stores.models)).toEqual([]);
    expect(await stores.models.parked('membership')).toEqual([]);
  });
});
