import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ephemeralSigner } from '../custody/key-file-signer.js';
import { witnessFile } from '../export/verifier-file.js';
import { openCheckpoint } from '../note/checkpoint.js';
import { openNote, printedKey, readKey, verifierKey } from '../note/signed-note.js';
import type { Sealed } from '../proof-log/proof-log.js';
import { toyLog } from '../proof-log/toy-log.fixture.js';
import { cosigned, NotCosigned, type Witness, witnessRequest } from './ask-witness.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-witness-'));
const [keyFile, policy] = [join(folder, 'witness.json'), join(folder, 'policy.txt')];
const signer = ephemeralSigner();
const name = 'entraide.example/contributions';
const run = (args: string[], input?: string) =>
  spawnSync(process.execPath, [witnessFile, ...args], { encoding: 'utf8', input });

/** The witness, run as the funder's office runs it. */
describe('a witness', () => {
  let serving: ChildProcess;
  let witness: Witness;
  beforeAll(async () => {
    const [, , line = ''] = run(['key', 'bailleur.example', keyFile]).stdout.trim().split(' ');
    writeFileSync(policy, `log ${printedKey(verifierKey(name, signer.publicKey))}\nquorum none\n`);
    const args = [witnessFile, 'serve', keyFile, '--policy', policy, '--state', join(folder, 'seen'), '--port', '0'];
    serving = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(serving.stdout!, 'data')) as [Buffer];
    witness = { key: readKey(line), url: said.toString().trim() };
  });
  afterAll(() => {
    serving.kill();
    rmSync(folder, { recursive: true });
  });

  let ours: ReturnType<typeof toyLog>;
  let newest: Sealed;

  test('cosigns a log it sees for the first time, and what continues it', async () => {
    ours = toyLog('contributions', undefined, signer);
    for (const many of [300, 400]) {
      await ours.record(many);
      newest = await cosigned(ours.proof, (await ours.sealer.seal())!, witness);
      expect(openCheckpoint(newest.note, [ours.proof.key, witness.key]).signers).toEqual([ours.proof.key, witness.key]);
    }
    expect(openNote(newest.note, [witness.key]).text).toMatch(/^entraide.example\/contributions\n700\n/);
  });

  test('refuses a fork: the same log, by the same key, with another past', async () => {
    const forked = toyLog('contributions', undefined, signer);
    await forked.record(800);
    forked.log.forge = events => events.map(event => (event.position === 3 ? { ...event, scheme: 'bobo' } : event));
    const sealed = (await forked.sealer.seal())!;
    await expect(cosigned(forked.proof, sealed, witness)).rejects.toThrow(/answered 422/);
  });

  test('refuses another root of the same size, and a history shorter than it saw', async () => {
    const forked = toyLog('contributions', undefined, signer);
    await forked.record(699);
    await expect(cosigned(forked.proof, (await forked.sealer.seal())!, witness)).rejects.toThrow(/saw 700 entries/);
    await forked.record(1);
    forked.log.forge = events => events.map(event => (event.position === 700 ? { ...event, scheme: 'bobo' } : event));
    await expect(cosigned(forked.proof, (await forked.sealer.seal())!, witness)).rejects.toThrow(NotCosigned);
  });

  test('refuses a log it does not know, and a checkpoint its log did not sign', async () => {
    const stranger = toyLog('contributions');
    await stranger.record(1);
    await expect(cosigned(stranger.proof, (await stranger.sealer.seal())!, witness)).rejects.toThrow(/answered 403/);
    const other = toyLog('subsidies', undefined, signer);
    await other.record(1);
    await expect(cosigned(other.proof, (await other.sealer.seal())!, witness)).rejects.toThrow(/answered 404/);
  });

  test('cosigns the same checkpoint again, and works from a file as well', async () => {
    expect(await cosigned(ours.proof, { ...newest, note: newest.note }, witness)).toMatchObject({ size: 700 });
    await ours.record(1);
    const sealed = (await ours.sealer.seal())!;
    const request = await witnessRequest(ours.proof, sealed.note, 700);
    const args = ['add', keyFile, '--policy', policy, '--state', join(folder, 'seen')];
    const { status, stdout } = run(args, request);
    expect([status, openNote(sealed.note + stdout, [witness.key]).signers]).toEqual([0, [witness.key]]);
    expect(run(args, request.replace('old 700', 'old 701')).status).toBe(1);
    expect(run(['add']).status).toBe(3);
  });

  test('that cannot be reached keeps nobody from sealing', async () => {
    const away = { ...witness, url: 'http://127.0.0.1:1' };
    await expect(cosigned(ours.proof, newest, away)).rejects.toThrow(/answered nothing/);
  });
});
