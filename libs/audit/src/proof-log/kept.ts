import type { EventLog, Position, Shard } from '#eventstore';
import { openCheckpoint } from '../note/checkpoint.js';
import { NoteRefused } from '../note/signed-note.js';
import { GrowingTree, type TreeFile } from '../tree/growing-tree.js';
import { tileWidth } from '../tree/tiles.js';
import { compared, entriesNow, type Finding } from './compare.js';
import type { ProofLog } from './proof-log.js';

/** How a log that was moved stands to all that was ever signed of it. */
export interface Kept {
  readonly shard: Shard;
  /** Events the newest checkpoint covers. */
  readonly size: number;
  /** Events recorded since, which nothing protects yet. */
  readonly unsealed: number;
  /** Checkpoints signed in all the time: each holds for this log, unless a finding says otherwise. */
  readonly checkpoints: number;
  readonly findings: readonly Finding[];
}

/**
 * Compares a log with everything that was signed of it: every checkpoint that somebody may have taken away, not the
 * newest alone; and every file beside it (tiles, entries), byte for byte, so that proofs go on being made from them.
 * @throws NoteRefused when a checkpoint is not what this log signed.
 */
export const proofKept = async (shard: Shard, proof: ProofLog, log: EventLog): Promise<Kept> => {
  const signed = await signedRoots(proof);
  const { size, unsealed, findings } = await compared(shard, proof, log);
  const { roots, damaged } = await grownAgain(shard, proof, log, size, new Set(signed.map(({ at }) => at)));
  const others = signed.filter(({ at, root }) => !roots.get(at)?.equals(root));
  return {
    shard,
    size,
    unsealed,
    checkpoints: signed.length,
    findings: [
      ...findings,
      ...others.map(({ at }): Finding => ({ shard, position: at, cause: 'another-history' })),
      // Files of another history differ anyway.
      ...(damaged && findings.length === 0 ? [{ shard, position: 0, cause: 'proof-files-damaged' } as const] : []),
    ],
  };
};

interface SignedRoot {
  readonly at: Position;
  readonly root: Buffer;
}

const signedRoots = async (proof: ProofLog): Promise<readonly SignedRoot[]> => {
  const roots: SignedRoot[] = [];
  for (const day of await proof.days())
    for (const { note } of await proof.sealedOn(day)) {
      const { origin, size, root } = openCheckpoint(note, proof.keys);
      if (origin !== proof.origin) throw new NoteRefused(`a checkpoint of ${day} is that of ${origin}`);
      roots.push({ at: size, root: Buffer.from(root) });
    }
  return roots;
};

/** The tree as it grows from the log now: its root at each size that was signed, and whether its files are those kept. */
const grownAgain = async (
  shard: Shard,
  proof: ProofLog,
  log: EventLog,
  size: number,
  signedAt: ReadonlySet<Position>,
): Promise<{ readonly roots: ReadonlyMap<Position, Buffer>; readonly damaged: boolean }> => {
  const roots = new Map<Position, Buffer>();
  const tree = new GrowingTree();
  let damaged = false;
  const check = async (files: readonly TreeFile[]): Promise<void> => {
    for (const { path, bytes } of files) damaged ||= !(await proof.read(path))?.equals(bytes);
  };
  for await (const { entry } of entriesNow(shard, log, Math.max(size, ...signedAt))) {
    tree.add(entry);
    if (signedAt.has(tree.size)) roots.set(tree.size, tree.root());
    if (tree.size % tileWidth === 0) await check(tree.takeFinished());
    if (tree.size === size) await check(tree.unfinished());
  }
  return { roots, damaged };
};
