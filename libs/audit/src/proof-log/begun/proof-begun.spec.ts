import { describe, expect, test } from '@jest/globals';
import { EventCodec, LogDecisions, ephemeralKey, MemoryDataKeys } from '#eventstore';
import { ephemeralSigner } from '../../custody/key-file-signer.js';
import { compared } from '../compare.js';
import { ProofLog } from '../proof-log.js';
import { ProofMissing, Sealer } from '../sealer.js';
import { MemoryTileStore } from '../tile-store.js';
import { toyLog } from '../toy-log.fixture.js';
import { proofStream } from './proof-begun.decider.js';
import { giveUpProof, rememberBegun } from './remember-begun.js';

const [noon, later] = ['2025-06-01T12:00:00.000Z', '2025-06-02T12:00:00.000Z'];

/** A log that was signed, and what is left of it once its proof is taken away. */
const signed = async () => {
  const toy = toyLog();
  const keys = new MemoryDataKeys(ephemeralKey());
  const decisions = new LogDecisions(toy.log, new EventCodec(keys), keys);
  const remember = (proof = toy.proof, now = noon) => rememberBegun(decisions, toy.shard, proof, now);
  const told = async () => (await toy.log.readStream('audit', proofStream(toy.shard))).map(({ type }) => type);
  await toy.record(5);
  await toy.sealer.seal();
  const lost = new ProofLog(toy.proof.origin, new MemoryTileStore(), toy.signer);
  const sealer = new Sealer(toy.shard, lost, toy.log, toy.clock);
  return { ...toy, decisions, remember, told, lost, again: sealer };
};

describe('a log that was signed', () => {
  test('is remembered once for each key', async () => {
    const { proof, remember, told, store } = await signed();
    await remember();
    await remember(proof, later);
    expect(await told()).toEqual(['audit.ProofBegun']);
    await remember(new ProofLog(proof.origin, store, ephemeralSigner()), later);
    expect(await told()).toEqual(['audit.ProofBegun', 'audit.ProofBegun']);
  });

  test('whose proof is taken away does not pass for one that never was, and is not signed anew', async () => {
    const { shard, log, lost, again, remember } = await signed();
    expect((await compared(shard, lost, log)).findings).toEqual([]);
    await remember();
    const { findings, unsealed } = await compared(shard, lost, log);
    expect(findings).toEqual([{ shard, position: 0, cause: 'proof-files-missing' }]);
    expect(unsealed).toBe(5);
    await expect(again.seal()).rejects.toThrow(ProofMissing);
    expect(await lost.note()).toBeUndefined();
  });

  test('whose proof is there is held to it, and goes on', async () => {
    const { shard, log, proof, sealer, record, remember } = await signed();
    await remember();
    await record(1);
    expect((await sealer.seal())?.size).toBe(6);
    expect((await compared(shard, proof, log)).findings).toEqual([]);
  });

  test('is signed anew once somebody answers for the loss; that is remembered, and so is the new beginning', async () => {
    const { shard, decisions, lost, again, remember, told } = await signed();
    const loss = { because: 'disk lost, no copy', decidedBy: 'board-1' };
    await giveUpProof(decisions, shard, loss, noon);
    expect(await told()).toEqual([]);
    await remember();
    await giveUpProof(decisions, shard, loss, later);
    expect((await again.seal())?.size).toBe(5);
    await remember(lost, later);
    expect(await told()).toEqual(['audit.ProofBegun', 'audit.ProofGivenUp', 'audit.ProofBegun']);
  });
});
