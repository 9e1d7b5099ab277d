import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { MerkleTree } from './merkle-tree.js';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition as the standard writes it (RFC 9162, 2.1.1): split at the largest power of two below the size. */
const rootOf = (entries: readonly string[]): Buffer => {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return sha256(Buffer.from([0]), Buffer.from(entries[0]!));
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return sha256(Buffer.from([1]), rootOf(entries.slice(0, split)), rootOf(entries.slice(split)));
};

test('the root is the one of the standard, whatever the entries', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 70 }), entries => {
      const tree = new MerkleTree();
      for (const entry of entries) tree.add(entry);
      expect(tree.root()).toBe(rootOf(entries).toString('hex'));
      expect(tree.size).toBe(entries.length);
    }),
  );
});

test('another order is another root', () => {
  const [one, other] = [new MerkleTree(), new MerkleTree()];
  for (const entry of ['a', 'b', 'c']) one.add(entry);
  for (const entry of ['b', 'a', 'c']) other.add(entry);
  expect(one.root()).not.toBe(other.root());
});
