import { openCheckpoint } from '../note/checkpoint.js';
import { openNote, type VerifierKey } from '../note/signed-note.js';
import type { ProofLog, Sealed } from '../proof-log/proof-log.js';

/** Somebody outside who cosigns what continues what they saw: a funder's office, an auditor. */
export interface Witness {
  readonly key: VerifierKey;
  /** `https://witness.example`; asked at `<url>/add-checkpoint` (C2SP tlog-witness). */
  readonly url: string;
}

/** The witness saw another history than ours, or cannot be reached: the checkpoint stands without its name. */
export class NotCosigned extends Error {}

const patience_ms = 10_000;

/** The request's body: what the witness saw last, the proof that we only added to it, and the checkpoint. */
export const witnessRequest = async (proof: ProofLog, note: string, old: number): Promise<string> => {
  const { size } = openCheckpoint(note, proof.keys);
  const hashes = old === 0 || old > size ? [] : await proof.treeOf(size).consistency(old);
  return `old ${old}\n${hashes.map(hash => `${hash.toString('base64')}\n`).join('')}\n${note}`;
};

/**
 * Asks one witness, telling it what it saw last if it says so itself.
 * @returns the checkpoint with the witness's line. @throws NotCosigned
 */
export const cosigned = async (proof: ProofLog, sealed: Sealed, { key, url }: Witness): Promise<Sealed> => {
  const { size } = sealed;
  let old = 0;
  for (const attempt of [1, 2]) {
    const answer = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: await witnessRequest(proof, sealed.note, old),
      signal: AbortSignal.timeout(patience_ms),
    }).catch(() => undefined);
    const text = (await answer?.text()) ?? '';
    if (answer?.status === 409 && attempt === 1 && /^\d{1,16}\n$/.test(text)) {
      old = Number(text);
      if (old > size) throw new NotCosigned(`${key.name} saw ${old} entries, there are ${size}`);
      continue;
    }
    if (answer?.status !== 200) throw new NotCosigned(`${key.name} answered ${answer?.status ?? 'nothing'}`);
    const line = text.split('\n').find(one => one.startsWith(`— ${key.name} `));
    const note = `${sealed.note}${line ?? ''}\n`;
    if (!line || !openNote(note, [key]).signers.includes(key))
      throw new NotCosigned(`${key.name} signed something else`);
    return { ...sealed, note };
  }
  throw new NotCosigned(`${key.name} saw another history`);
};
