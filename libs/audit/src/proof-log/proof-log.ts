import type { Instant } from '#kernel';
import type { LogSigner } from '../custody/log-signer.js';
import { type Checkpoint, checkpointText, openCheckpoint } from '../note/checkpoint.js';
import { signatureLine, type VerifierKey, verifierKey } from '../note/signed-note.js';
import { GrowingTree, TreeDamaged } from '../tree/growing-tree.js';
import { TileTree } from '../tree/tile-tree.js';
import { entriesPath, tileWidth, unbundled, widthOf } from '../tree/tiles.js';
import type { TileStore } from './tile-store.js';

/** The newest signed checkpoint of a log stands in the file of this name (C2SP tlog-tiles). */
export const checkpointPath = 'checkpoint';
const historyFolder = 'checkpoints';

/** A checkpoint as it was signed, and when: what a board's minutes quote. */
export interface Sealed {
  readonly size: number;
  readonly sealedAt: Instant;
  /** The signed note, cosignatures included. */
  readonly note: string;
}

/** One shard's transparency log: its files, and who signs for it. */
export class ProofLog {
  readonly key: VerifierKey;
  /** Its own, and those it took the place of: what they signed is the log's too. */
  readonly keys: readonly VerifierKey[];

  constructor(
    readonly origin: string,
    readonly store: TileStore,
    private readonly signer: LogSigner,
  ) {
    this.key = verifierKey(origin, signer.publicKey);
    this.keys = [this.key, ...(signer.replaced ?? []).map(({ publicKey }) => verifierKey(origin, publicKey))];
  }

  readonly read = (path: string): Promise<Buffer | undefined> => this.store.read(path);

  /** The newest checkpoint as it was signed; undefined before the first. */
  async note(): Promise<string | undefined> {
    return (await this.read(checkpointPath))?.toString('utf8');
  }

  /** The newest checkpoint. @throws NoteRefused when it is not what this log signed. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const note = await this.note();
    if (note === undefined) return undefined;
    const checkpoint = openCheckpoint(note, this.keys);
    if (checkpoint.origin !== this.origin) throw new TreeDamaged(`the checkpoint is that of ${checkpoint.origin}`);
    return checkpoint;
  }

  /** The tree as signed, to be added to. @throws TreeDamaged when the files do not lead to the signed root. NoteRefused */
  async tree(): Promise<GrowingTree> {
    const checkpoint = await this.checkpoint();
    const tree = await GrowingTree.from(checkpoint?.size ?? 0, this.read);
    if (checkpoint && !tree.root().equals(checkpoint.root))
      throw new TreeDamaged('the files do not lead to the root that was signed');
    return tree;
  }

  /** The tree when it had this size, for proofs. @param kept its size now, when that is another */
  treeOf(size: number, kept = size): TileTree {
    return new TileTree(size, this.read, kept);
  }

  /** Writes what is complete and will not change: safe at any moment, as nothing points to it yet. */
  async keep(tree: GrowingTree): Promise<void> {
    for (const { path, bytes, replaces } of tree.takeFinished()) {
      await this.store.write(path, bytes);
      if (replaces) await this.store.remove(replaces);
    }
  }

  /** Signs the tree as it stands. The files come first: who reads a checkpoint finds all that it promises. */
  async seal(tree: GrowingTree, sealedAt: Instant): Promise<Sealed> {
    await this.keep(tree);
    for (const { path, bytes } of tree.unfinished()) await this.store.write(path, bytes);
    const text = checkpointText({ origin: this.origin, size: tree.size, root: tree.root() });
    const note = `${text}\n${await this.signatures(text)}`;
    await this.publish({ size: tree.size, sealedAt, note });
    return { size: tree.size, sealedAt, note };
  }

  private async signatures(text: string): Promise<string> {
    const lines = [signatureLine(this.key, await this.signer.sign(text))];
    for (const [at, { sign }] of (this.signer.replaced ?? []).entries()) {
      const signature = await sign(text);
      if (signature) lines.push(signatureLine(this.keys[at + 1]!, signature));
    }
    return lines.join('');
  }

  /** Puts a signed note in place, again when witnesses have added theirs. */
  async publish(sealed: Sealed): Promise<void> {
    await this.store.append(`${historyFolder}/${sealed.sealedAt.slice(0, 10)}.jsonl`, `${JSON.stringify(sealed)}\n`);
    await this.store.write(checkpointPath, Buffer.from(sealed.note, 'utf8'));
  }

  /** Days on which something was sealed, oldest first. */
  async days(): Promise<readonly string[]> {
    return (await this.store.list(historyFolder)).map(name => name.replace(/\.jsonl$/, ''));
  }

  /** What was sealed on a day, oldest first; of one size the last, which has the cosignatures. */
  async sealedOn(day: string): Promise<readonly Sealed[]> {
    const text = (await this.read(`${historyFolder}/${day}.jsonl`))?.toString('utf8') ?? '';
    const bySize = new Map<number, Sealed>();
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const sealed = JSON.parse(line) as Sealed;
      bySize.set(sealed.size, sealed);
    }
    return [...bySize.values()];
  }

  /** Entries of one bundle, in a tree of this size. @throws TreeDamaged */
  async entries(bundle: number, size: number): Promise<readonly Buffer[]> {
    const width = widthOf(0, bundle, size);
    const bytes = (await this.read(entriesPath(bundle, width))) ?? (await this.read(entriesPath(bundle, tileWidth)));
    if (!bytes) throw new TreeDamaged(`${entriesPath(bundle, width)} is missing`);
    return unbundled(bytes).slice(0, width);
  }
}
