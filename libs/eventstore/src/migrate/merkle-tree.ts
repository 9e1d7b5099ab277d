import { createHash } from 'node:crypto';

/**
 * Hash of a list that grows (RFC 9162, 2.1.1): leaves are hashed behind a byte 0, inner nodes behind a byte 1. Keeps
 * one hash per level: millions of entries need a few.
 */
export class MerkleTree {
  size = 0;
  /** Roots of the full subtrees that the entries so far make up, the largest first. */
  private readonly full: { readonly height: number; readonly hash: Buffer }[] = [];

  add(entry: string): void {
    this.size += 1;
    let [height, hash] = [0, hashed(0, Buffer.from(entry, 'utf8'))];
    for (let last = this.full.at(-1); last?.height === height; last = this.full.at(-1)) {
      this.full.pop();
      hash = hashed(1, last.hash, hash);
      height += 1;
    }
    this.full.push({ height, hash });
  }

  /** Hexadecimal; the hash of nothing for a list without entries. */
  root(): string {
    const [last, ...others] = this.full.map(({ hash }) => hash).reverse();
    if (!last) return createHash('sha256').digest('hex');
    return others.reduce((right, left) => hashed(1, left, right), last).toString('hex');
  }
}

const hashed = (kind: 0 | 1, ...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256').update(Buffer.from([kind]));
  for (const part of parts) hash.update(part);
  return hash.digest();
};
