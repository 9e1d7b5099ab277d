import { randomFillSync } from 'node:crypto';

/** @unit bytes. As AES-GCM wants it (NIST SP 800-38D, 8.2.2). */
const ivBytes = 12;
const pool = Buffer.alloc(ivBytes * 512);
let used = pool.length;

/** Twelve random bytes that nobody had before. Drawn many at a time: asking the system costs more than the bytes. */
export const freshIv = (): Buffer => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  // A copy: the pool is filled again while an earlier vector may still be in use.
  return Buffer.from(pool.subarray(used, (used += ivBytes)));
};
