import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '#platform';
import { LocalStage } from '#scenarios';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { openCheckpoint } from '../note/checkpoint.js';
import { readKey } from '../note/signed-note.js';
import { leafHash } from '../tree/hashes.js';
import { provesConsistency, provesInclusion } from '../tree/proofs.js';

interface Seen {
  readonly event: string;
  readonly type: string;
  readonly scheme: string;
  readonly cause: string | null;
  readonly data: object;
  readonly sealed: Readonly<Record<string, { value: string }>>;
  readonly because?: { readonly fr: string; readonly en: string };
}

describe('what those who check may ask', () => {
  let stage: LocalStage;
  let earlier: { size: number; root: string };
  const membershipLog = async () => {
    const { body } = await ask<{ logs: { context: string; key: string; size: number; root: string }[] }>(
      '/v1/audit/logs',
    );
    return body.logs.find(({ context }) => context === 'membership')!;
  };
  beforeAll(async () => {
    stage = await LocalStage.open(contexts);
    await stage.fresh();
    const say = async (day: string, operation: string, input: Record<string, unknown>, role: Role, key: string) => {
      const call = stage.operations.call(operation, input);
      const instant = `${day}T09:00:00.000Z`;
      const { status, body } = await stage.ask(call, { role, instant, key });
      if (status !== 200) throw new Error(`${operation}: ${status} ${JSON.stringify(body)}`);
      await stage.settled();
    };
    for (const scheme of ['A', 'B'])
      await say(
        '2025-01-02',
        'RegisterScheme',
        { scheme, federation: 'UNION', name: `Mutuelle ${scheme}`, timezone: 'UTC', currency: 'XOF' },
        'federation-admin',
        scheme,
      );
    await say('2025-01-03', 'OpenSection', { scheme: 'A', section: 'S1', name: 'Village' }, 'federation-admin', 's1');
    earlier = await membershipLog();
    await say('2025-02-03', 'OpenSection', { scheme: 'A', section: 'S2', name: 'Marché' }, 'federation-admin', 's2');
  }, 60_000);
  afterAll(() => stage.close());

  const ask = async <Body>(
    path: string,
    role: Role = 'auditor',
    schemes = ['*'],
    headers: Record<string, string> = {},
  ) => {
    const token = await stage.tokenFor(role, schemes);
    const { status, body } = await stage.send('GET', path, { authorization: `Bearer ${token}`, ...headers });
    return { status, body: body as Body };
  };
  const events = async (query: string, schemes?: string[]) =>
    (await ask<{ events: readonly Seen[] }>(`/v1/audit/events?${query}`, 'auditor', schemes)).body.events;

  test('which logs there are, how far they are sealed, and by which key', async () => {
    const { body } = await ask<{
      logs: { context: string; origin: string; key: string; size: number; unsealed: number }[];
    }>('/v1/audit/logs');
    const membership = body.logs.find(({ context }) => context === 'membership')!;
    expect(membership).toMatchObject({ origin: 'entraide.local/membership', unsealed: 0 });
    expect(membership.size).toBeGreaterThanOrEqual(4);
    expect(readKey(membership.key).name).toBe('entraide.local/membership');
  });

  test('a fact is proved by what an outsider can check with the key alone', async () => {
    const [first] = await events('type=membership.SectionOpened');
    const { body } = await ask<{ checkpoint: string; index: number; entry: string; proof: string[] }>(
      `/v1/audit/events/${first!.event}/proof`,
    );
    const logs = (await ask<{ logs: { context: string; key: string }[] }>('/v1/audit/logs')).body.logs;
    const key = readKey(logs.find(({ context }) => context === 'membership')!.key);
    const { size, root } = openCheckpoint(body.checkpoint, [key]);
    const entry = Buffer.from(body.entry, 'base64');
    const proof = body.proof.map(hash => Buffer.from(hash, 'base64'));
    expect(provesInclusion({ index: body.index, size, leaf: leafHash(entry), root, proof })).toBe(true);
    expect(JSON.parse(entry.toString())).toMatchObject({ eventId: first!.event, scheme: 'A' });
  });

  test('an older state is continued by the newest', async () => {
    const now = await membershipLog();
    expect(now.size).toBeGreaterThan(earlier.size);
    const { body } = await ask<{ proof: string[] }>(
      `/v1/audit/logs/membership/consistency?from=${earlier.size}&to=${now.size}`,
    );
    const [root1, root2] = [earlier.root, now.root].map(root => Buffer.from(root, 'base64')) as [Buffer, Buffer];
    const claim = { size1: earlier.size, size2: now.size, root1, root2 };
    const proof = body.proof.map(hash => Buffer.from(hash, 'base64'));
    expect(provesConsistency({ ...claim, proof })).toBe(true);
    expect(provesConsistency({ ...claim, root1: root2, proof })).toBe(false);
    expect((await ask('/v1/audit/logs/membership/consistency?from=9999')).status).toBe(422);
    expect((await ask('/v1/audit/logs/nowhere/consistency?from=1')).status).toBe(400);
  });

  test('the checkpoints of a day are signed notes, for the minutes of the board', async () => {
    const { body } = await ask<{ checkpoints: { size: number; note: string }[] }>(
      '/v1/audit/logs/membership/checkpoints?on=2025-02-03',
    );
    const key = readKey((await membershipLog()).key);
    expect(body.checkpoints.length).toBeGreaterThan(0);
    for (const { size, note } of body.checkpoints) expect(openCheckpoint(note, [key]).size).toBe(size);
  });

  test('facts by stream, type, actor and day; names stay sealed', async () => {
    expect((await events('type=membership.SectionOpened')).map(({ type }) => type)).toEqual([
      'membership.SectionOpened',
      'membership.SectionOpened',
    ]);
    expect(await events('type=membership.SectionOpened&recordedFrom=2025-02-01')).toHaveLength(1);
    expect(await events('type=membership.SectionOpened&recordedTo=2025-01-02')).toHaveLength(0);
    const ofScheme = await events('stream=membership.scheme-A');
    expect(ofScheme.length).toBeGreaterThanOrEqual(3);
    expect(ofScheme.every(({ scheme }) => scheme === 'A')).toBe(true);
    expect(await events('actor=nobody')).toEqual([]);
    expect(await events('type=membership.SectionOpened&limit=1&offset=1')).toHaveLength(1);
  });

  test('those of other schemes are not there', async () => {
    expect(await events('type=membership.SectionOpened', ['B'])).toEqual([]);
    const [first] = await events('type=membership.SectionOpened');
    expect((await ask(`/v1/audit/events/${first!.event}/proof`, 'auditor', ['B'])).status).toBe(404);
    expect((await ask(`/v1/audit/events/${first!.event}/causes`, 'auditor', ['B'])).status).toBe(404);
  });

  test('what was learnt between two days, in sentences', async () => {
    const differences = async (from: string, to: string) =>
      (
        await ask<{ differences: readonly Seen[] }>(
          `/v1/audit/differences?stream=membership.scheme-A&from=${from}&to=${to}`,
        )
      ).body.differences;
    const [learnt] = await differences('2025-01-03', '2025-02-03');
    expect(learnt?.because?.fr).toMatch(
      /^Su le 2025-02-03 09:00 UTC par federation-admin : la section S2 de la mutuelle A a été ouverte, avec effet au /,
    );
    expect(learnt?.because?.en).toMatch(/: section S2 of scheme A was opened, effective /);
    expect(await differences('2025-02-03', '2025-02-28')).toEqual([]);
    expect((await ask('/v1/audit/differences?from=2025-01-01&to=2025-02-01')).status).toBe(422);
    expect((await ask('/v1/audit/differences?person=P&from=2025-02-02&to=2025-02-01')).status).toBe(422);
  });

  test('differences come by the page, and say whether there are more', async () => {
    const page = async (query: string) =>
      (
        await ask<{ differences: readonly Seen[]; more: boolean }>(
          `/v1/audit/differences?stream=membership.scheme-A&from=2025-01-01&to=2025-02-28${query}`,
        )
      ).body;
    const whole = await page('');
    expect(whole.more).toBe(false);
    const many = whole.differences.length;
    expect(many).toBeGreaterThan(2);
    expect(await page(`&limit=${many}`)).toEqual(whole);
    const short = await page(`&limit=${many - 1}`);
    expect([short.more, short.differences]).toEqual([true, whole.differences.slice(0, -1)]);
    expect(await page(`&limit=1&offset=${many - 1}`)).toEqual({
      differences: whole.differences.slice(-1),
      more: false,
    });
  });

  test('facts and causes, too, are those known on the day asked about', async () => {
    const known = async (path: string, day: string) => ask<never>(path, 'auditor', ['*'], { 'entraide-known-on': day });
    const sections = async (day: string) =>
      (
        (await known('/v1/audit/events?type=membership.SectionOpened', day)).body as { events: readonly Seen[] }
      ).events.map(({ data }) => (data as { section: string }).section);
    expect([await sections('2025-02-02'), await sections('2025-02-03')]).toEqual([['S1'], ['S1', 'S2']]);
    const ofStream = async (day: string) =>
      (
        (await known('/v1/audit/events?stream=membership.scheme-A&type=membership.SectionOpened', day)).body as {
          events: readonly Seen[];
        }
      ).events.length;
    expect([await ofStream('2025-02-02'), await ofStream('2025-02-03')]).toEqual([1, 2]);
    const [, second] = await events('type=membership.SectionOpened');
    const causes = `/v1/audit/events/${second!.event}/causes`;
    expect((await known(causes, '2025-02-02')).status).toBe(404);
    expect((await known(causes, '2025-02-03')).status).toBe(200);
  });

  test.each([
    '/v1/audit/logs',
    '/v1/audit/logs/membership/checkpoints',
    '/v1/audit/logs/membership/checkpoint.pdf',
    '/v1/audit/logs/membership/consistency?from=1',
    '/v1/audit/events/00000000-0000-4000-8000-000000000000/proof',
    '/v1/audit/readings',
    '/v1/audit/readings/chain',
    '/v1/schemes/A/persons/P1/readings',
  ])('%s is refused with another day, not answered with today', async path => {
    const { status, body } = await ask(path, 'auditor', ['*'], { 'entraide-known-on': '2025-02-03' });
    expect([status, (body as { code: string }).code]).toEqual([400, 'request.known_on.not_here']);
  });

  test('a provider’s system stands as it stood', async () => {
    const call = stage.operations.call('SubscribeWebhook', {
      scheme: 'A',
      endpoint: 'W1',
      provider: 'P1',
      url: 'https://p1.example.org/',
      contracts: ['benefits.claim-decided.v1'],
    });
    const asking = { role: 'federation-admin', instant: '2025-02-05T09:00:00.000Z' };
    expect((await stage.ask(call, { ...asking, key: 'w1' })).status).toBe(200);
    const close = stage.operations.call('CloseWebhook', { scheme: 'A', endpoint: 'W1' });
    const closed = await stage.ask(close, { ...asking, instant: '2025-02-07T09:00:00.000Z', key: 'w2' });
    expect(closed.status).toBe(200);
    await stage.settled();
    const statusOn = async (day: string) => {
      const { status, body } = await ask<{ status: string }>('/v1/schemes/A/webhooks/W1', 'scheme-manager', ['A'], {
        'entraide-known-on': day,
      });
      return [status, body.status];
    };
    expect((await statusOn('2025-02-04'))[0]).toBe(404);
    expect(await statusOn('2025-02-06')).toEqual([200, 'live']);
    expect(await statusOn('2025-02-07')).toEqual([200, 'closed']);
  });

  test('a fact leads back to where it began', async () => {
    const [first] = await events('type=membership.SectionOpened');
    const { body } = await ask<{ chain: readonly Seen[] }>(`/v1/audit/events/${first!.event}/causes`);
    expect(body.chain.map(({ event }) => event)).toEqual([first!.event]);
    expect((await ask('/v1/audit/events/00000000-0000-4000-8000-000000000000/causes')).status).toBe(404);
  });

  test('any question is answered as it was known on a day', async () => {
    const sections = async (known?: string) => {
      const { status, body } = await ask<unknown>(
        '/v1/schemes/A/sections',
        'auditor',
        ['*'],
        known ? { 'entraide-known-on': known } : {},
      );
      return [status, JSON.stringify(body)] as const;
    };
    const [[, then], [, now]] = [await sections('2025-01-31'), await sections()];
    expect(then).toContain('S1');
    expect(then).not.toContain('S2');
    expect(now).toContain('S2');
    expect((await sections('2025-02-03'))[1]).toBe(now);
    expect((await sections('2025-02-30'))[0]).toBe(400);
    const clerk = await ask('/v1/schemes/A/sections', 'scheme-clerk', ['A'], { 'entraide-known-on': '2025-01-31' });
    expect(clerk.status).toBe(403);
  });

  test('whatever an auditor asks is noted, also what is refused; of other schemes nobody is told', async () => {
    const [first] = await events('type=membership.SectionOpened');
    await ask(`/v1/audit/events/${first!.event}/proof`, 'auditor', ['B']);
    type Noted = { operation: string; outcome: string; scheme: string; actor: string };
    const readings = async (query = '', role: Role = 'auditor', schemes = ['*']) =>
      (await ask<{ readings: readonly Noted[] }>(`/v1/audit/readings?${query}`, role, schemes)).body.readings;
    const [latest, before] = await readings();
    expect([latest, before]).toMatchObject([
      { operation: 'EventProof', outcome: 'refused' },
      { operation: 'RecordedEvents', outcome: 'answered' },
    ]);
    // Questions about the whole federation are for those who are of the whole federation.
    expect(await readings('', 'auditor', ['B'])).toEqual([]);
    expect((await ask('/v1/audit/readings', 'scheme-manager')).status).toBe(403);
    await ask('/v1/schemes/A', 'auditor');
    const ofScheme = await readings('', 'auditor', ['A']);
    expect(ofScheme[0]).toMatchObject({ operation: 'Scheme', outcome: 'answered' });
    expect(ofScheme.every(({ scheme }) => scheme === 'A')).toBe(true);
    const { body } = await ask<{ entries: number; brokenAt: null }>('/v1/audit/readings/chain');
    expect(body.brokenAt).toBeNull();
    expect(body.entries).toBeGreaterThan(5);
  });

  test('what is clear to everybody in a scheme is not noted of its staff', async () => {
    const count = async () => (await ask<{ entries: number }>('/v1/audit/readings/chain')).body.entries;
    const before = await count();
    expect((await ask('/v1/schemes/A', 'scheme-clerk')).status).toBe(200);
    // Counting is reading too.
    expect(await count()).toBe(before + 1);
  });
});
