import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A master key, and how it is called in what it wrapped. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** What a federation holds: the key that wraps now, those that wrapped before, and the one pseudonyms are made with. */
export interface Ring {
  readonly current: MasterKey;
  readonly older: readonly MasterKey[];
  /** The first key there was: opaque names are in facts for good, so what they are derived from never changes. */
  readonly root: MasterKey;
}

/**
 * The key that wraps all others. It lives outside the database: whoever holds only the database, or a backup of it,
 * reads no sealed field.
 */
export interface KeyEncryptionKey {
  readonly id: string;
  /** Wraps a data key so that it opens only for the same `context` (subject, class, key id). */
  wrap(key: Buffer, context: string): Buffer;
  /** @throws KeyUnknown when another key wrapped it; Error when it was altered or belongs to another context. */
  unwrap(wrapped: Buffer, context: string): Buffer;
  /** A key of its own for a named purpose, always the same, whichever key wraps now. */
  derive(purpose: string): Buffer;
  /** Looks whether another process has changed the keys; where it cannot be so, absent. */
  refresh?(): Promise<void>;
}

/** It names a key that is not on the ring: one that came later, or one that was retired. */
export class KeyUnknown extends Error {}

const cipher = 'aes-256-gcm';
const [ivLength, tagLength] = [12, 16];
/** Begins what a named key wrapped. Before keys had successors, a box began with its IV. */
const mark = Buffer.from('entraide:');

/** What everything a key wraps begins with: by it one finds what others wrapped. */
export const headOf = (id: string): Buffer => Buffer.concat([mark, Buffer.from(`${id}:`, 'utf8')]);

export const keyRing = ({ current, older, root }: Ring): KeyEncryptionKey => {
  const keys = [current, ...older];
  for (const { id, bytes } of [...keys, root]) {
    if (bytes.length !== 32) throw new RangeError('a key of 32 bytes is needed');
    if (!/^[\w.-]{1,64}$/.test(id)) throw new RangeError('the id of a key is a short word');
  }
  const wrappings = new Map(keys.map(key => [key.id, wrappingOf(key)]));
  const head = headOf(current.id);
  return {
    id: current.id,
    wrap: (key, context) => Buffer.concat([head, box(wrappings.get(current.id)!, key, context)]),
    unwrap(wrapped, context) {
      const id = wrappedBy(wrapped);
      if (id === undefined) return unwrapUnnamed([...wrappings.values()].reverse(), wrapped, context);
      const wrapping = wrappings.get(id);
      if (!wrapping) throw new KeyUnknown(`a data key was wrapped by the master key ${id}, which is not held here`);
      return unbox(wrapping, wrapped.subarray(headOf(id).length), context);
    },
    derive: purpose => derived(root, `derive:${purpose}`),
  };
};

export const wrappedBy = (wrapped: Buffer): string | undefined => {
  if (!wrapped.subarray(0, mark.length).equals(mark)) return undefined;
  const end = wrapped.indexOf(':', mark.length);
  return end < 0 ? undefined : wrapped.toString('utf8', mark.length, end);
};

const derived = ({ id, bytes }: MasterKey, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', bytes, id, info, 32));
const wrappingOf = (key: MasterKey): Buffer => derived(key, 'wrap');

const box = (wrapping: Buffer, key: Buffer, context: string): Buffer => {
  const iv = randomBytes(ivLength);
  const sealing = createCipheriv(cipher, wrapping, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, sealing.update(key), sealing.final(), sealing.getAuthTag()]);
};

const unbox = (wrapping: Buffer, boxed: Buffer, context: string): Buffer => {
  const opening = createDecipheriv(cipher, wrapping, boxed.subarray(0, ivLength))
    .setAAD(Buffer.from(context))
    .setAuthTag(boxed.subarray(boxed.length - tagLength));
  return Buffer.concat([opening.update(boxed.subarray(ivLength, -tagLength)), opening.final()]);
};

/** From before keys had names: the eldest first, as it was the only one. */
const unwrapUnnamed = (wrappings: readonly Buffer[], wrapped: Buffer, context: string): Buffer => {
  let failure: unknown;
  for (const wrapping of wrappings) {
    try {
      return unbox(wrapping, wrapped, context);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};
