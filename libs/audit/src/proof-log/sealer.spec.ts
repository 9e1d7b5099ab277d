import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '#eventstore';
import { openCheckpoint } from '../note/checkpoint.js';
import { leafHash } from '../tree/hashes.js';
import { provesConsistency, provesInclusion } from '../tree/proofs.js';
import { compared } from './compare.js';
import { Sealer, SealedElsewhere } from './sealer.js';
import { FolderTileStore } from './tile-store.js';
import { toyLog } from './toy-log.fixture.js';

describe('sealing', () => {
  test('covers everything recorded so far, and nothing new means no new checkpoint', async () => {
    const { sealer, record, proof } = toyLog();
    expect(await sealer.seal()).toBeUndefined();
    await record(300);
    expect(await sealer.unsealed()).toBe(300);
    const sealed = (await sealer.seal())!;
    expect(openCheckpoint(sealed.note, [proof.key])).toMatchObject({
      origin: 'entraide.example/contributions',
      size: 300,
    });
    expect(await sealer.seal()).toBeUndefined();
    expect(await sealer.unsealed()).toBe(0);
    expect(await proof.sealedOn('2025-06-01')).toEqual([sealed]);
    expect(await proof.days()).toEqual(['2025-06-01']);
  });

  test('leads to the same root whatever the rounds, and whoever goes on', async () => {
    const [once, often] = [toyLog(), toyLog()];
    await once.record(600);
    await once.sealer.seal();
    for (const many of [1, 254, 1, 44, 300]) {
      await often.record(many);
      await new Sealer('contributions', often.proof, often.log, often.clock).seal();
    }
    expect((await often.proof.checkpoint())?.root).toEqual((await once.proof.checkpoint())?.root);
  });

  test('an entry names the one before it in its stream, so that the last commits to all', async () => {
    const { sealer, record, proof } = toyLog();
    await record(10);
    await sealer.seal();
    await record(5);
    await sealer.seal();
    const entries = await proof.entries(0, 15);
    const read = entries.map(entry => JSON.parse(entry.toString()) as { stream: string; previous: string | null });
    expect(read[7]).toMatchObject({ stream: read[0]!.stream, previous: leafHash(entries[0]!).toString('base64') });
    expect(read[14]).toMatchObject({ stream: read[0]!.stream, previous: leafHash(entries[7]!).toString('base64') });
    expect(read[6]!.previous).toBeNull();
  });

  test('an older checkpoint is continued by a newer one, and any entry is proved in it', async () => {
    const { sealer, record, proof } = toyLog();
    await record(300);
    const before = openCheckpoint((await sealer.seal())!.note, [proof.key]);
    await record(400);
    const after = openCheckpoint((await sealer.seal())!.note, [proof.key]);
    const tree = proof.treeOf(700);
    const sizes = { size1: 300, size2: 700, root1: before.root, root2: after.root };
    expect(provesConsistency({ ...sizes, proof: await tree.consistency(300) })).toBe(true);
    const leaf = leafHash((await proof.entries(1, 700))[42]!);
    expect(provesInclusion({ index: 298, size: 700, leaf, root: after.root, proof: await tree.inclusion(298) })).toBe(
      true,
    );
    expect(provesInclusion({ index: 299, size: 700, leaf, root: after.root, proof: await tree.inclusion(299) })).toBe(
      false,
    );
  });

  test('nothing is signed over files that somebody changed', async () => {
    const { sealer, record, store } = toyLog();
    await record(100);
    await sealer.seal();
    const tile = (await store.read('tile/0/000.p/100'))!;
    tile[5]! ^= 1;
    await store.write('tile/0/000.p/100', tile);
    await record(1);
    await expect(sealer.seal()).rejects.toThrow(/do not lead to the root/);
  });
});

describe('files in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entraide-proof-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('hold the same log, without the unfinished tiles that a finished one replaced', async () => {
    const [memory, disk] = [toyLog(), toyLog('contributions', new FolderTileStore(folder))];
    for (const { record, sealer } of [memory, disk]) {
      await record(200);
      await sealer.seal();
      await record(200);
      await sealer.seal();
    }
    expect((await disk.proof.checkpoint())?.root).toEqual((await memory.proof.checkpoint())?.root);
    expect(await disk.store.list('tile/0')).toEqual(['000', '001.p']);
    expect(await disk.store.list('nothing')).toEqual([]);
  });

  test('are added to by one process at a time; one that was killed holds nothing', async () => {
    const store = new FolderTileStore(folder);
    const { sealer, record } = toyLog('contributions', store);
    await record(500);
    const release = await store.hold();
    await expect(sealer.seal()).rejects.toThrow(SealedElsewhere);
    await release!();
    // Numbers of processes end far below this one.
    await store.write('held-by', Buffer.from('4194999'));
    expect(await store.hold()).toBeDefined();
  });
});

describe('comparing what is stored with what was signed', () => {
  const sealedLog = async () => {
    const toy = toyLog();
    await toy.record(600);
    await toy.sealer.seal();
    await toy.record(3);
    const compare = (forge: (events: readonly StoredEvent[]) => readonly StoredEvent[] = events => events) => {
      toy.log.forge = forge;
      return compared('contributions', toy.proof, toy.log);
    };
    return { ...toy, compare };
  };
  const change = (position: number, changes: Partial<StoredEvent>) => (events: readonly StoredEvent[]) =>
    events.map(event => (event.position === position ? { ...event, ...changes } : event));

  test('finds nothing when nothing was touched', async () => {
    const { compare } = await sealedLog();
    expect(await compare()).toEqual({ shard: 'contributions', size: 600, unsealed: 3, findings: [] });
  });

  test.each([
    ['an amount', { clear: Buffer.from('{"amount":1}') }, ['clear']],
    ['a sealed part', { sealed: Buffer.from([1]) }, ['sealed']],
    ['the day it counts from', { effectiveAt: '2025-05-30' }, ['effectiveAt']],
    ['who recorded it', { actor: { id: 'clerk-2', role: 'scheme-clerk' } }, ['actor']],
    ['when it was recorded', { recordedAt: '2025-05-31T07:00:00.000Z' }, ['recordedAt']],
    ['whose it is', { scheme: 'bobo' }, ['scheme']],
  ])('names the event of which somebody changed %s, and what of it', async (_, changes, fields) => {
    const { compare } = await sealedLog();
    const { findings } = await compare(change(42, changes));
    expect(findings).toEqual([{ shard: 'contributions', position: 42, cause: 'changed', fields }]);
  });

  test('names an event that was taken away, the last one too', async () => {
    const { compare } = await sealedLog();
    const without = (position: number) => compare(events => events.filter(event => event.position !== position));
    for (const position of [1, 300, 600])
      expect((await without(position)).findings[0]).toEqual({ shard: 'contributions', position, cause: 'missing' });
  });

  test('names one that was put in, and two that were swapped', async () => {
    const { compare } = await sealedLog();
    const doubled = await compare(events => events.flatMap(event => (event.position === 9 ? [event, event] : [event])));
    expect(doubled.findings).toContainEqual({ shard: 'contributions', position: 9, cause: 'inserted' });
    const swapped = await compare(events =>
      events.map((event, _, all) => {
        const other = event.position === 9 ? 10 : event.position === 10 ? 9 : undefined;
        const from = all.find(({ position }) => position === other);
        return from ? { ...from, position: event.position } : event;
      }),
    );
    expect(swapped.findings.map(({ position, cause }) => [position, cause])).toEqual([
      [9, 'changed'],
      [10, 'changed'],
    ]);
  });

  test('says so when it is the proof that was changed', async () => {
    const { compare, store } = await sealedLog();
    await store.write('checkpoint', Buffer.from(String(await store.read('checkpoint')).replace('600', '599')));
    await expect(compare()).rejects.toThrow(/signature .* is wrong/);
  });
});
