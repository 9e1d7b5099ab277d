import { describe, expect, test } from '@jest/globals';
import { copyLog, MemoryEventLog, type StoredEvent } from '#eventstore';
import { NoteRefused } from '../note/signed-note.js';
import { proofKept } from './kept.js';
import { toyLog } from './toy-log.fixture.js';

const shard = 'contributions';

/** Sealed three times on its way, the last time over what fills no tile; then three events more. */
const sealedLog = async () => {
  const toy = toyLog();
  for (const many of [255, 257, 90]) {
    await toy.record(many);
    await toy.sealer.seal();
  }
  await toy.record(3);
  return toy;
};

describe('a log that was copied', () => {
  test('is held to every checkpoint ever signed, and to every file', async () => {
    const { log, proof } = await sealedLog();
    const copy = new MemoryEventLog();
    await copyLog(shard, log, copy);
    expect(await proofKept(shard, proof, copy)).toEqual({
      shard,
      size: 602,
      unsealed: 3,
      checkpoints: 3,
      findings: [],
    });
  });

  test('that is not whole yet lacks what was signed; whole, it lacks nothing', async () => {
    const { log, proof } = await sealedLog();
    const copy = new MemoryEventLog();
    const first = await log.readAll(shard, { limit: 300 });
    for (const event of first) await copy.append(appendOf(event));
    const { findings } = await proofKept(shard, proof, copy);
    expect(findings[0]).toEqual({ shard, position: 301, cause: 'missing' });
    expect(findings.filter(({ cause }) => cause === 'another-history').map(({ position }) => position)).toEqual([
      512, 602,
    ]);
    await copyLog(shard, log, copy);
    expect((await proofKept(shard, proof, copy)).findings).toEqual([]);
  });

  test('nothing was signed of: nothing is compared, and that is said', async () => {
    const { log, proof, record } = toyLog();
    await record(2);
    expect(await proofKept(shard, proof, log)).toEqual({ shard, size: 0, unsealed: 2, checkpoints: 0, findings: [] });
  });

  test.each([
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/90',
    'tile/1/000.p/2',
    'tile/entries/001',
    'tile/entries/002.p/90',
  ])('beside which %s was changed, or is gone, is no longer proved', async path => {
    const { log, proof, store } = await sealedLog();
    const bytes = (await store.read(path))!;
    const finding = [{ shard, position: 0, cause: 'proof-files-damaged' }];
    const changed = Buffer.from(bytes);
    changed[changed.length - 1]! ^= 1;
    await store.write(path, changed);
    expect((await proofKept(shard, proof, log)).findings).toEqual(finding);
    await store.write(path, bytes);
    expect((await proofKept(shard, proof, log)).findings).toEqual([]);
    await store.write(path, bytes.subarray(0, -1));
    expect((await proofKept(shard, proof, log)).findings).toEqual(finding);
  });

  test('an old checkpoint of another history is found, though the newest holds', async () => {
    const { log, proof, store, signer } = await sealedLog();
    const forged = toyLog(shard, undefined, signer);
    await forged.record(7);
    forged.log.forge = events => events.map(event => ({ ...event, clear: Buffer.from('{"amount":1}') }));
    const sealed = (await forged.sealer.seal())!;
    await store.append('checkpoints/2025-05-01.jsonl', `${JSON.stringify(sealed)}\n`);
    expect((await proofKept(shard, proof, log)).findings).toEqual([{ shard, position: 7, cause: 'another-history' }]);
  });

  test('a checkpoint that another key signed is refused', async () => {
    const { log, proof, store } = await sealedLog();
    const stranger = toyLog();
    await stranger.record(7);
    await store.append('checkpoints/2025-05-01.jsonl', `${JSON.stringify(await stranger.sealer.seal())}\n`);
    await expect(proofKept(shard, proof, log)).rejects.toThrow(NoteRefused);
  });
});

const appendOf = ({ stream, commandId, scheme, actor, correlation, recordedAt, ...event }: StoredEvent) =>
  ({
    shard,
    streams: [{ stream, expected: 'any' as const, events: [event] }],
    metadata: { commandId, scheme, actor, correlation, recordedAt },
  }) as const;
