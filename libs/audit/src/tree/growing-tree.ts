import { emptyRoot, hashLength, leafHash, nodeHash } from './hashes.js';
import { bundled, entriesPath, storedAt, tilePath, tileWidth, unbundled } from './tiles.js';

/** A file of the log that is to be written. */
export interface TreeFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Folder of the unfinished ones it takes the place of. */
  readonly replaces?: string;
}

export type ReadFile = (path: string) => Promise<Buffer | undefined>;

/** The files do not hold the tree that was signed. */
export class TreeDamaged extends Error {}

/** A tree that entries are added to. It keeps what is unfinished of each level, and the finished tiles until taken. */
export class GrowingTree {
  private count = 0;
  private readonly levels: Buffer[][] = [[]];
  private entries: Uint8Array[] = [];
  private finished: TreeFile[] = [];

  /** Goes on where the files end. @throws TreeDamaged when one is missing or has another length. */
  static async from(size: number, read: ReadFile): Promise<GrowingTree> {
    const tree = new GrowingTree();
    tree.count = size;
    for (let level = 0; storedAt(level, size) > 0; level += 1) {
      const [index, width] = last(storedAt(level, size));
      const bytes = width === 0 ? Buffer.alloc(0) : await present(read, tilePath(level, index, width));
      if (bytes.length !== width * hashLength) throw new TreeDamaged(`${tilePath(level, index, width)} is cut short`);
      tree.levels[level] = hashesIn(bytes);
    }
    const [index, width] = last(size);
    tree.entries = width === 0 ? [] : [...unbundled(await present(read, entriesPath(index, width)))];
    if (tree.entries.length !== width) throw new TreeDamaged(`${entriesPath(index, width)} is cut short`);
    return tree;
  }

  get size(): number {
    return this.count;
  }

  /** @returns the hash of the new leaf. */
  add(entry: Uint8Array): Buffer {
    const leaf = leafHash(entry);
    this.entries.push(entry);
    this.push(0, leaf);
    this.count += 1;
    if (this.entries.length === tileWidth) {
      const index = this.count / tileWidth - 1;
      this.finish(entriesPath(index), bundled(this.entries));
      this.entries = [];
    }
    return leaf;
  }

  /** Of all leaves so far: the unfinished ends of the levels, joined from the right (RFC 6962, 2.1). */
  root(): Buffer {
    let joined: Buffer | undefined;
    for (const hashes of this.levels) joined = joinedWith(hashes, joined);
    return joined ?? emptyRoot();
  }

  /** Files that are complete since they were last taken: they never change again. */
  takeFinished(): readonly TreeFile[] {
    const files = this.finished;
    this.finished = [];
    return files;
  }

  /** What a reader of the tree as it is now needs beside the finished files. */
  unfinished(): readonly TreeFile[] {
    const files = this.levels.flatMap((hashes, level): TreeFile[] => {
      const [index, width] = last(storedAt(level, this.count));
      return width === 0 ? [] : [{ path: tilePath(level, index, width), bytes: Buffer.concat(hashes) }];
    });
    const [index, width] = last(this.count);
    return width === 0 ? files : [...files, { path: entriesPath(index, width), bytes: bundled(this.entries) }];
  }

  private push(level: number, hash: Buffer): void {
    const hashes = (this.levels[level] ??= []);
    hashes.push(hash);
    if (hashes.length < tileWidth) return;
    const index = (this.count + 1) / tileWidth ** (level + 1) - 1;
    this.finish(tilePath(level, index), Buffer.concat(hashes));
    this.levels[level] = [];
    this.push(level + 1, perfect(hashes));
  }

  private finish(path: string, bytes: Buffer): void {
    this.finished.push({ path, bytes, replaces: `${path}.p` });
  }
}

/** Number and width of the unfinished tile that `stored` hashes end in; width 0: none is unfinished. */
const last = (stored: number): [index: number, width: number] => [Math.floor(stored / tileWidth), stored % tileWidth];

const present = async (read: ReadFile, path: string): Promise<Buffer> => {
  const bytes = await read(path);
  if (!bytes) throw new TreeDamaged(`${path} is missing`);
  return bytes;
};

export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / hashLength) }, (_, index) =>
    Buffer.from(bytes.subarray(index * hashLength, (index + 1) * hashLength)),
  );

/** Root of a power of two of neighbours. */
export const perfect = (hashes: readonly Buffer[]): Buffer => {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at]!, row[2 * at + 1]!));
  return row[0]!;
};

/** Fewer than 256 complete subtrees of one size, and what stands right of them. */
const joinedWith = (hashes: readonly Buffer[], right: Buffer | undefined): Buffer | undefined => {
  const parts: Buffer[] = [];
  let at = 0;
  for (let width = tileWidth / 2; width >= 1; width /= 2)
    if (hashes.length - at >= width) {
      parts.push(perfect(hashes.slice(at, at + width)));
      at += width;
    }
  return parts.reduceRight<Buffer | undefined>((joined, part) => (joined ? nodeHash(part, joined) : part), right);
};
