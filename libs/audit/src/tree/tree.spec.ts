import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GrowingTree, TreeDamaged } from './growing-tree.js';
import { emptyRoot, leafHash, nodeHash, splitOf } from './hashes.js';
import { provesConsistency, provesInclusion } from './proofs.js';
import { TileTree } from './tile-tree.js';
import { tilePath, unbundled } from './tiles.js';

const entry = (index: number): Buffer => Buffer.from(`entry ${index}`);
/** As RFC 6962 defines it, without any cleverness. */
const rootByDefinition = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
};

const grown = (size: number) => {
  const tree = new GrowingTree();
  const leaves = Array.from({ length: size }, (_, index) => tree.add(entry(index)));
  const files = new Map([...tree.takeFinished(), ...tree.unfinished()].map(({ path, bytes }) => [path, bytes]));
  const read = async (path: string) => files.get(path);
  return { tree, leaves, files, read, tiles: new TileTree(size, read) };
};
const large = grown(70_000);

describe('a tree', () => {
  test.each([0, 1, 2, 3, 255, 256, 257, 511, 512, 700])('of %i entries has the root of the definition', async size => {
    const { tree, leaves, tiles } = grown(size);
    expect(tree.root()).toEqual(rootByDefinition(leaves));
    if (size > 0) expect(await tiles.root()).toEqual(tree.root());
  });

  test('goes on from its files as if it had never stopped', async () => {
    for (const size of [0, 1, 255, 256, 300, 512, 66_000]) {
      const { files, read } = grown(size);
      const again = await GrowingTree.from(size, read);
      for (let index = size; index < size + 300; index += 1) again.add(entry(index));
      for (const { path, bytes } of [...again.takeFinished(), ...again.unfinished()]) files.set(path, bytes);
      expect(again.root()).toEqual(grown(size + 300).tree.root());
      expect(await new TileTree(size + 300, read).root()).toEqual(again.root());
    }
  });

  test('that lost a file, or a part of one, says which', async () => {
    const { files, read } = grown(300);
    const path = tilePath(0, 1, 44);
    files.set(path, files.get(path)!.subarray(1));
    await expect(GrowingTree.from(300, read)).rejects.toThrow(/tile\/0\/001\.p\/44 is cut short/);
    files.delete(path);
    await expect(GrowingTree.from(300, read)).rejects.toThrow(TreeDamaged);
  });

  test('keeps its entries as they were, and refuses one that is too long', () => {
    expect(unbundled(grown(3).files.get('tile/entries/000.p/3')!)).toEqual([entry(0), entry(1), entry(2)]);
    const tree = new GrowingTree();
    tree.add(Buffer.alloc(65_535));
    expect(tree.unfinished()).toHaveLength(2);
    tree.add(Buffer.alloc(65_536));
    expect(() => tree.unfinished()).toThrow(RangeError);
  });

  test('has its files where every tool of the family looks for them', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
    expect([...large.files.keys()]).toEqual(
      expect.arrayContaining(['tile/0/272', 'tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']),
    );
  });
});

describe('a proof made of the tiles', () => {
  test('shows any entry in its place, and no other entry or place', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), async (size, seed) => {
        const index = seed % size;
        const tiles = new TileTree(size, large.read, 70_000);
        const claim = {
          index,
          size,
          leaf: leafHash(entry(index)),
          root: await tiles.root(),
          proof: await tiles.inclusion(index),
        };
        expect(provesInclusion(claim)).toBe(true);
        expect(provesInclusion({ ...claim, leaf: leafHash(entry(index + 1)) })).toBe(false);
        if (size > 1) expect(provesInclusion({ ...claim, index: (index + 1) % size })).toBe(false);
      }),
      { numRuns: 60 },
    ));

  test('shows that nothing but additions were made, and no other root', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), async (size2, seed) => {
        const size1 = 1 + (seed % size2);
        const [before, after] = [new TileTree(size1, large.read, 70_000), new TileTree(size2, large.read, 70_000)];
        const [root1, root2] = [await before.root(), await after.root()];
        const claim = { size1, size2, root1, root2, proof: await after.consistency(size1) };
        expect(provesConsistency(claim)).toBe(true);
        expect(provesConsistency({ ...claim, root1: leafHash(root1) })).toBe(false);
        expect(provesConsistency({ ...claim, root2: leafHash(root2) })).toBe(false);
      }),
      { numRuns: 60 },
    ));
});
