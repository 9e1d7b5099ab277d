import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rebuild, type Shard, shards } from '#eventstore';
import { VirtualClock } from '#kernel';
import { Configuration, KeysOfStores, migrationsOf, postgresStores, type Stores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { funderDecider } from '../../../subsidies/src/funder/funder.decider.js';
import { funderFold, funderStream } from '../../../subsidies/src/funder/funder.state.js';
import { forgetAgain } from '../erasure/forget-again.js';
import { forgetPerson } from '../erasure/forget-person.js';
import { compared } from '../proof-log/compare.js';
import { ProofLogs } from '../proof-log/proof-logs.js';
import { backup, forgetOldKeys } from './backup.js';
import { restore, RestoreRefused } from './restore.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-backup-'));
const [backups, register] = [join(folder, 'backups'), join(folder, 'erasures.jsonl')];
const canary = 'Fondation Canari Jaune';
const configuration = new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: folder });

describe('a person is forgotten, and a backup from before is restored', () => {
  let [here, there]: FreshDatabase[] = [];
  let stores: Stores;
  let restored: Stores;
  let place: string;
  let proofs: ProofLogs;
  const nameIn = async ({ decisions }: Stores, funder: string) => {
    decisions.forgetStates();
    const state = await decisions.stateOf('subsidies', funderStream(funder), funderFold);
    return state.status === 'registered' ? state.name : undefined;
  };
  const findings = async (log: Stores['log'], of: readonly Shard[] = shards) => {
    const all = [];
    for (const shard of of) all.push(...(await compared(shard, (await proofs.of(shard)).proof, log)).findings);
    return all;
  };
  const metadata = (key: string, day: string) => ({
    commandId: `00000000-0000-4000-8000-${key.padStart(12, '0')}`,
    scheme: '*',
    actor: { id: 'finance-1', role: 'federation-finance' },
    correlation: '00000000-0000-4000-8000-000000000000',
    recordedAt: `${day}T10:00:00.000Z`,
  });

  beforeAll(async () => {
    here = await freshDatabase(migrationsOf(contexts));
    there = await freshDatabase(migrationsOf(contexts));
    stores = await postgresStores(here.credentials, folder, contexts);
    for (const [index, [funder, name]] of [
      ['F1', canary],
      ['F2', 'Ville de Lyon'],
    ].entries())
      await stores.decisions.decide(
        'subsidies',
        funderStream(funder!),
        funderDecider,
        { type: 'RegisterFunder', funder: funder!, name: name!, registeredOn: '2025-01-02' },
        metadata(String(index + 1), '2025-01-02'),
      );
    proofs = await ProofLogs.open(configuration, stores.log, new VirtualClock('2025-02-01T00:00:00.000Z'));
    await proofs.sealAll();
    place = await backup(here.credentials.urlOf('owner'), backups, '2025-02-01T00:00:00.000Z');
  }, 60_000);
  afterAll(async () => {
    await restored?.close();
    await stores.close();
    await here!.drop();
    await there!.drop();
    rmSync(folder, { recursive: true });
  });

  test('a backup holds no name', () => {
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' }).map(name => join(place, name));
    const texts = files.filter(file => statSync(file).isFile()).map(file => readFileSync(file, 'latin1'));
    expect(texts.length).toBeGreaterThan(20);
    const hex = Buffer.from(canary).toString('hex');
    expect(texts.filter(text => text.includes(canary) || text.includes(hex))).toEqual([]);
    expect(texts.some(text => text.includes('F1'))).toBe(true);
  });

  test('once forgotten the name is unreadable, others stay, and every proof is good', async () => {
    expect(await nameIn(stores, 'F1')).toBe(canary);
    const request = { person: 'F1', ground: 'request' as const, decidedBy: 'officer-1', approvedBy: 'manager-1' };
    const { decisions } = stores;
    const keys = new KeysOfStores(shards, stores);
    const forgetting = { decisions, keys, register, now: '2025-02-10T10:00:00.000Z' };
    await forgetPerson(request, forgetting);
    await forgetPerson(request, forgetting);
    expect([await nameIn(stores, 'F1'), await nameIn(stores, 'F2')]).toEqual([null, 'Ville de Lyon']);
    expect(await findings(stores.log)).toEqual([]);
    const told = (await stores.log.readAll('audit', { limit: 10 })).map(({ type }) => type);
    expect(told).toEqual(['audit.ErasureDecided', 'audit.KeysDestroyed']);
    await proofs.sealAll();
    expect(await findings(stores.log)).toEqual([]);
  });

  test('a backup is not restored over anything, nor when it was changed', async () => {
    await expect(restore(here!.credentials.urlOf('owner'), place)).rejects.toThrow(/not empty/);
    await expect(restore(there!.credentials.urlOf('owner'), folder)).rejects.toThrow(/is no backup/);
    const file = join(place, 'facts', 'es.event_subsidies.copy');
    const text = readFileSync(file);
    writeFileSync(file, Buffer.concat([text, Buffer.from('x')]));
    await expect(restore(there!.credentials.urlOf('owner'), place)).rejects.toThrow(RestoreRefused);
    writeFileSync(file, text);
  });

  test('the restored database is what it was, but for those who were forgotten since', async () => {
    expect(await restore(there!.credentials.urlOf('owner'), place)).toEqual({
      takenAt: '2025-02-01T00:00:00.000Z',
      withKeys: true,
    });
    restored = await postgresStores(there!.credentials, folder, contexts);
    const { log, decisions, keys: dataKeys } = restored;
    const keys = new KeysOfStores(shards, restored);
    const again = { log, decisions, dataKeys, keys, register, now: '2025-02-20T10:00:00.000Z' };
    expect([...(await forgetAgain(again))]).toEqual(['F1']);
    expect([...(await forgetAgain(again))]).toEqual(['F1']);
    // The backup did not know of it: its log says now who was forgotten, from when on, and who decided.
    const told = await restored.codec.clearly(await log.readAll('audit', { limit: 10 }));
    expect(told.map(({ type, effectiveAt, recorded }) => [type, effectiveAt, recorded.actor.id])).toEqual([
      ['audit.ErasureDecided', '2025-02-10', 'officer-1'],
      ['audit.KeysDestroyed', '2025-02-20', 'officer-1'],
    ]);
    const projections = contexts.flatMap(context => context.projections);
    const rebuilt = await new Rebuild(restored.log, restored.codec.clearly, restored.models).rebuild(projections);
    expect(rebuilt.flatMap(({ parked }) => parked.all())).toEqual([]);
    expect([await nameIn(restored, 'F1'), await nameIn(restored, 'F2')]).toEqual([null, 'Ville de Lyon']);
    // In the place of what was recorded after the backup stands what was recorded after the restore; the rest is what was signed.
    expect((await findings(restored.log)).map(({ shard, position, cause }) => [shard, position, cause])).toEqual([
      ['membership', 1, 'changed'],
      ['contributions', 1, 'changed'],
      ['benefits', 1, 'changed'],
      ['subsidies', 3, 'changed'],
      ['audit', 1, 'changed'],
      ['audit', 2, 'changed'],
      ['webhooks', 1, 'changed'],
    ]);
    await expect(
      restored.decisions.decide(
        'subsidies',
        funderStream('F3'),
        funderDecider,
        { type: 'RegisterFunder', funder: 'F3', name: 'Mairie', registeredOn: '2025-03-01' },
        metadata('3', '2025-03-01'),
      ),
    ).resolves.toMatchObject({ status: 'recorded', position: 4 });
  }, 60_000);

  test('backups forget in time: keys older than thirty days are taken out, facts stay', async () => {
    expect(await forgetOldKeys(backups, '2025-03-03T00:00:00.000Z', 30)).toEqual([]);
    expect(await forgetOldKeys(backups, '2025-03-04T00:00:00.000Z', 30)).toEqual(['2025-02-01T00-00-00-000Z']);
    expect(await forgetOldKeys(backups, '2025-03-04T00:00:00.000Z', 30)).toEqual([]);
    expect(readdirSync(place).sort()).toEqual(['backup.json', 'facts']);
    const elsewhere = await freshDatabase(migrationsOf(contexts));
    try {
      expect((await restore(elsewhere.credentials.urlOf('owner'), place)).withKeys).toBe(false);
    } finally {
      await elsewhere.drop();
    }
  }, 60_000);
});
