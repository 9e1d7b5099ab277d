import { nodeHash, splitOf } from './hashes.js';
import { hashesIn, perfect, type ReadFile, TreeDamaged } from './growing-tree.js';
import { tileHeight, tilePath, tileWidth, widthOf } from './tiles.js';

/** Reads the tree of a given size out of its tiles, and makes proofs of it. */
export class TileTree {
  private readonly tiles = new Map<string, readonly Buffer[]>();

  constructor(
    readonly size: number,
    private readonly read: ReadFile,
    /** Size of the tree the files are of, when it has grown since. */
    private readonly kept = size,
  ) {}

  /** Hash of one leaf. @throws TreeDamaged */
  leaf(index: number): Promise<Buffer> {
    return this.node(0, index);
  }

  root(size = this.size): Promise<Buffer> {
    return this.between(0, size);
  }

  /** Proof that the leaf is in the tree (RFC 9162, 2.1.3.1): neighbours from the leaf up. */
  async inclusion(index: number): Promise<readonly Buffer[]> {
    const path = async (from: number, to: number): Promise<Buffer[]> => {
      if (to - from === 1) return [];
      const middle = from + splitOf(to - from);
      return index < middle
        ? [...(await path(from, middle)), await this.between(middle, to)]
        : [...(await path(middle, to)), await this.between(from, middle)];
    };
    return path(0, this.size);
  }

  /** Proof that the tree begins with its first `size` leaves (RFC 9162, 2.1.4.1). */
  async consistency(size: number): Promise<readonly Buffer[]> {
    if (size === 0 || size === this.size) return [];
    const part = async (from: number, to: number, whole: boolean): Promise<Buffer[]> => {
      if (to === size) return whole ? [] : [await this.between(from, to)];
      const middle = from + splitOf(to - from);
      return size <= middle
        ? [...(await part(from, middle, whole)), await this.between(middle, to)]
        : [...(await part(middle, to, false)), await this.between(from, middle)];
    };
    return part(0, this.size, true);
  }

  private async between(from: number, to: number): Promise<Buffer> {
    const level = Math.log2(to - from);
    if (Number.isInteger(level)) return this.node(level, from / (to - from));
    const middle = from + splitOf(to - from);
    return nodeHash(await this.between(from, middle), await this.between(middle, to));
  }

  /** A complete subtree of 2^level leaves: stored itself, or made of those stored below it. */
  private async node(level: number, index: number): Promise<Buffer> {
    const [row, below] = [Math.floor(level / tileHeight), 2 ** (level % tileHeight)];
    const first = index * below;
    const hashes = await this.tile(row, Math.floor(first / tileWidth));
    const wanted = hashes.slice(first % tileWidth, (first % tileWidth) + below);
    if (wanted.length !== below) throw new TreeDamaged(`the tree has no node ${level}/${index}`);
    return perfect(wanted);
  }

  private async tile(row: number, index: number): Promise<readonly Buffer[]> {
    const path = tilePath(row, index, widthOf(row, index, this.size));
    let hashes = this.tiles.get(path);
    if (!hashes) {
      // What was unfinished then may have more in it by now; the whole begins with the part.
      const bytes = (await this.read(path)) ?? (await this.read(tilePath(row, index, widthOf(row, index, this.kept))));
      if (!bytes) throw new TreeDamaged(`${path} is missing`);
      this.tiles.set(path, (hashes = hashesIn(bytes)));
    }
    return hashes;
  }
}
