import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, compared, forgetAgain, ProofLogs, restore, verifierFile, writeExport } from '#audit';
import { keyFromFile, Rebuild, shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { Configuration, KeysOfStores, migrationsOf, postgresStores, type Stores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { contexts } from '../../cli/src/contexts.js';
import { type Asked, Desk } from './desk.js';
import { diagnosis } from './canaries.js';
import { enrol, found, secretActs, secretItem } from './founding.js';
import { type Backstage, openBackstage } from './open-stage.fixture.js';
import { everythingStored } from './stored-texts.js';

/** Of the one who is forgotten; and of another in the same household, whom nobody forgets. */
const forgotten = ['Canari Zoungrana', '1999-08-07', diagnosis, secretActs.test, secretItem];
const kept = ['Doyen Zoungrana', '1961-02-03', secretActs.consultation];
const centre: Asked = { as: 'provider-client', provider: 'CSPS-1' };

const folder = mkdtempSync(join(tmpdir(), 'entraide-forgotten-'));
const keysDir = join(folder, 'keys');
const keyFile = join(keysDir, 'master.json');
const configuration = new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: folder });

/** What base64 in a text spells. */
const spelt = (text: string): string =>
  (text.match(/[A-Za-z0-9+/_-]{20,}={0,2}/g) ?? []).map(one => Buffer.from(one, 'base64').toString('utf8')).join('\n');

/** Acts stand in the clear where they concern nobody: in what the scheme publishes. */
const isPublished = (text: string): boolean =>
  /benefits\.(Package|Tariff)Published/.test(text) || spelt(text).includes('"tariff":"PUBLIC"');

/** As they stand, as hex digits, and as base64. */
const wordsIn = (texts: readonly string[], words: readonly string[]): readonly string[] => {
  const all = texts.flatMap(text => [text, spelt(text)]);
  return words.filter(word => {
    const forms = [word, Buffer.from(word).toString('hex')];
    return all.some(text => forms.some(form => text.includes(form)));
  });
};

/** Whatever stands in a folder, as text that can be searched. */
const filesIn = (place: string): readonly string[] =>
  readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map(name => join(place, name))
    .filter(file => statSync(file).isFile())
    .map(file => readFileSync(file, 'latin1'));

/** All that can be opened by whoever holds the log, the wrapped keys and the master key; but for what was published. */
const everythingOpened = async ({ log, codec }: Stores): Promise<readonly string[]> => {
  const opened: string[] = [];
  for (const shard of shards)
    for await (const events of log.scan(shard))
      for (const { type, sealed } of await codec.open(shard, events))
        if (sealed) opened.push(`${type} ${JSON.stringify(sealed)}`);
  return opened;
};

const hashesOf = async ({ models }: Pick<Stores, 'models'>): Promise<Readonly<Record<string, string>>> => {
  const hashes: Record<string, string> = {};
  for (const { projections } of contexts)
    for (const { name, shard, tables } of projections) hashes[name] = (await models.stateHash(shard, tables)).hash;
  return hashes;
};

/** A person is forgotten, and somebody with the disk, the backups and the master key looks for them everywhere. */
describe('a person who was forgotten', () => {
  let backstage: Backstage;
  let desk: Desk;
  let there: FreshDatabase;
  let restored: Stores;
  let place: string;
  let proofs: ProofLogs;
  let before: Readonly<Record<string, string>>;
  let sums: unknown;

  const bill = (claim: string, beneficiary: string, act: string, more: object = {}) => ({
    ...{ scheme: 'A', claim, provider: 'CSPS-1', beneficiary, serviceDate: '2025-02-10', diagnosis },
    lines: [{ act, quantity: 1, unitPrice: 1000, ...more }],
  });
  /** What those are told who serve the household, and who care for the sick. */
  const told = async (): Promise<readonly string[]> => {
    const answers = [
      await desk.do('Household', { scheme: 'A', household: 'H1' }, { as: 'scheme-clerk', on: '2025-06-02' }),
      ...(await Promise.all(
        ['C1', 'C2', 'C3'].flatMap(claim =>
          ['Claim', 'Explanation'].map(name =>
            desk.do(name, { scheme: 'A', claim }, { as: 'medical-reviewer', on: '2025-06-02' }),
          ),
        ),
      )),
    ];
    return answers.map(({ body }) => JSON.stringify(body));
  };
  const amounts = async (): Promise<unknown> => {
    const asked = { as: 'scheme-manager', on: '2025-06-02' } as const;
    const claims = await Promise.all(['C1', 'C2', 'C3'].map(claim => desk.do('Claim', { scheme: 'A', claim }, asked)));
    const figures = claims.map(({ body: { billed, allowed, scheme, member, copay } }) => [
      ...[billed, allowed, scheme, member, copay],
    ]);
    const { body } = await desk.do('ProviderBalance', { scheme: 'A', provider: 'CSPS-1' }, asked);
    return { figures, body };
  };
  const findings = async (of: Stores) => {
    const all = [];
    for (const shard of shards) all.push(...(await compared(shard, (await proofs.of(shard)).proof, of.log)).findings);
    return all;
  };
  const exported = async (name: string): Promise<string> => {
    const out = join(folder, name);
    const logs = new Map(await Promise.all(shards.map(async one => [one, (await proofs.of(one)).proof] as const)));
    const { log } = backstage.stage.stores;
    const exportedAt = '2025-06-03T09:00:00.000Z';
    await writeExport(out, { name: proofs.name, logs, log, signer: proofs.signer, exportedAt });
    return out;
  };

  beforeAll(async () => {
    await keyFromFile(keyFile);
    backstage = await openBackstage({ keysDir });
    desk = new Desk(backstage.stage);
    await found(desk, 'A', 'CSPS-1');
    await enrol(desk, 'A', 'H1', [
      { person: 'P1', name: 'Canari Zoungrana', sex: 'F', birthDate: '1999-08-07' },
      { person: 'P2', name: 'Doyen Zoungrana', sex: 'M', birthDate: '1961-02-03' },
    ]);
    const asked: Asked = { ...centre, on: '2025-02-11' };
    await desk.do('SubmitClaim', bill('C1', 'P1', secretActs.test), asked);
    await desk.do('SubmitClaim', bill('C2', 'P1', secretActs.medicine, { item: secretItem }), asked);
    await desk.do('SubmitClaim', { ...bill('C3', 'P2', secretActs.consultation), diagnosis: undefined }, asked);
    proofs = await ProofLogs.open(configuration, backstage.stage.stores.log, new SystemClock());
    await proofs.sealAll();
    place = await backup(backstage.superUrl(), join(folder, 'backups'), '2025-06-01T00:00:00.000Z');
    [before, sums] = [await hashesOf(backstage.stage.stores), await amounts()];
    there = await freshDatabase(migrationsOf(contexts));
  }, 180_000);
  afterAll(async () => {
    await restored?.close();
    await backstage.close();
    await there?.drop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('was known by name, and what they were treated for to those who cared', async () => {
    const words = [...forgotten, ...kept].filter(word => word !== diagnosis);
    // A diagnosis is kept for those who check, and told to nobody who serves.
    expect(wordsIn(await told(), words)).toEqual(words);
  });

  test('is forgotten by every context, in whichever process each runs', async () => {
    const headers = {
      authorization: `Bearer ${await backstage.stage.tokenFor('privacy-officer', ['*'])}`,
      ...(await backstage.stage.approvalOf('manager-7')),
      ...desk.instant('2025-06-02'),
    };
    const asked = JSON.stringify({ person: 'P1', ground: 'request', approvedBy: 'manager-7' });
    const { status, body } = await backstage.stage.send('POST', '/v1/audit/erasures', headers, asked);
    expect([status, body]).toMatchObject([200, { person: 'P1', status: 'forgotten', remaining: [] }]);
    await backstage.stage.settled();
  });

  test('is told of to nobody any more, at once; others are', async () => {
    const answers = await told();
    expect(wordsIn(answers, forgotten)).toEqual([]);
    expect(wordsIn(answers, kept)).toEqual(kept);
  });

  test('is nowhere in the tables, the messages, the logs and an export; nothing opens by the master key either', async () => {
    await proofs.sealAll();
    const stored = (await everythingStored(backstage.superUrl())).map(({ text }) => text);
    const rows = stored.filter(text => !isPublished(text));
    expect(rows.length).toBeGreaterThan(100);
    const out = await exported('export');
    // Who looks finds: the acts of what was published are there.
    expect(wordsIn(filesIn(out), forgotten)).toEqual([secretActs.test, secretItem]);
    const files = filesIn(out)
      .flatMap(text => text.split('\n'))
      .filter(text => !isPublished(text));
    const places = {
      rows,
      opened: await everythingOpened(backstage.stage.stores),
      messages: await backstage.said(),
      logged: [await backstage.logged()],
      exported: files,
      backedUp: filesIn(place)
        .flatMap(text => text.split('\n'))
        .filter(text => !isPublished(text)),
    };
    for (const [name, texts] of Object.entries(places)) expect([name, wordsIn(texts, forgotten)]).toEqual([name, []]);
    expect(wordsIn(places.opened, kept)).toEqual(kept);
    for (const texts of Object.values(places)) expect(texts.length).toBeGreaterThan(0);
  }, 60_000);

  test('changed no total, no read model and no proof: outsiders verify the export', async () => {
    expect(await amounts()).toEqual(sums);
    expect(await hashesOf(backstage.stage.stores)).toEqual(before);
    expect(await findings(backstage.stage.stores)).toEqual([]);
    const { status, stdout } = spawnSync(process.execPath, [verifierFile, join(folder, 'export'), '--json'], {
      encoding: 'utf8',
    });
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { ok: true }]);
  }, 60_000);

  test('comes back with an older backup and its keys, until they are forgotten again: then not', async () => {
    expect(await restore(there.credentials.urlOf('owner'), place)).toMatchObject({ withKeys: true });
    restored = await postgresStores(there.credentials, folder, contexts, undefined, keyFile);
    // That is why a restore forgets again before anything is read.
    expect(wordsIn(await everythingOpened(restored), forgotten)).toEqual(forgotten);
    const register = join(folder, 'erasures.jsonl');
    const decided = { ground: 'request', decidedBy: 'officer-1', approvedBy: 'manager-7' };
    writeFileSync(register, `${JSON.stringify({ person: 'P1', on: '2025-06-02', ...decided })}\n`);
    const { log, decisions, keys: dataKeys } = restored;
    const keys = new KeysOfStores(shards, restored);
    const now = '2025-06-09T08:00:00.000Z';
    const had = new Map<string, number>();
    for (const shard of shards) had.set(shard, await log.head(shard));
    expect([...(await forgetAgain({ log, decisions, dataKeys, keys, register, now }))]).toEqual(['P1']);
    expect(wordsIn(await everythingOpened(restored), forgotten)).toEqual([]);
    expect(wordsIn(await everythingOpened(restored), kept)).toEqual(kept);
    const projections = contexts.flatMap(context => context.projections);
    await new Rebuild(restored.log, restored.codec.clearly, restored.models).rebuild(projections);
    expect(await hashesOf(restored)).toEqual(before);
    const stored = (await everythingStored(there.superUrl)).map(({ text }) => text);
    const rows = stored.filter(text => !isPublished(text));
    expect(wordsIn(rows, forgotten)).toEqual([]);
    // Proofs miss what was recorded since the backup; all that was in it is what was signed.
    const since = await findings(restored);
    expect(since.length).toBeGreaterThan(0);
    expect(since.filter(({ shard, position }) => position <= had.get(shard)!)).toEqual([]);
  }, 60_000);
});
