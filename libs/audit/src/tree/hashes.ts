import { hash } from 'node:crypto';

/** SHA-256: every node of the tree is 32 bytes. */
export const hashLength = 32;

const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer');

/** RFC 6962, 2.1: a leaf and a node never hash alike, whatever is in them. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(Buffer.concat([Buffer.from([0]), entry]));
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  sha256(Buffer.concat([Buffer.from([1]), left, right]));

/** Root of the tree without a leaf. */
export const emptyRoot = (): Buffer => sha256(Buffer.alloc(0));

/** The largest power of two smaller than `size`, where RFC 6962 splits a tree. @param size at least 2 */
export const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};
