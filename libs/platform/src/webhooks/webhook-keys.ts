import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';

/**
 * Keys of Standard Webhooks 1.0.0. `whsec_`: a secret both sides know (v1, HMAC-SHA256), 24 to 64 bytes. `whsk_` and
 * `whpk_`: a pair (v1a, Ed25519) of which we hold the public half alone, when the other side signs.
 */

/** A text that is no such key, or too weak a one. The text itself is never quoted. */
export class NotAWebhookKey extends Error {}

export interface VerifyingKey {
  readonly version: 'v1' | 'v1a';
  /** Takes the same time whether or not the signature is right. @param signature as sent, without its `v1,`. */
  verifies(content: Buffer, signature: string): boolean;
}

export interface SigningKey {
  readonly version: 'v1' | 'v1a';
  sign(content: Buffer): string;
}

/** Ed25519 keys as DER, but for the 32 bytes that differ (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Keys read lately: the same few verify every delivery. Reading one costs as much as the signature. */
const mostRead = 2_000;

const readOnce = <Key extends object>(read: (text: string) => Key): ((text: string) => Key) => {
  const known = new LRUCache<string, Key>({ max: mostRead });
  return text => {
    let key = known.get(text);
    if (!key) known.set(text, (key = read(text)));
    return key;
  };
};

/** @throws NotAWebhookKey */
export const verifyingKey = readOnce((text): VerifyingKey => {
  if (text.startsWith('whsec_')) return hmacKey(secretBytes(text));
  if (text.startsWith('whpk_')) return ed25519Verifier(publicKeyOf(bytesOf(text, 'whpk_', 32)));
  throw new NotAWebhookKey('a key starts with whsec_ or whpk_');
});

/** @throws NotAWebhookKey */
export const signingKey = readOnce((text): SigningKey => {
  if (text.startsWith('whsec_')) return hmacKey(secretBytes(text));
  if (text.startsWith('whsk_')) {
    const key = privateKeyOf(text);
    return { version: 'v1a', sign: content => sign(null, content, key).toString('base64') };
  }
  throw new NotAWebhookKey('a signing key starts with whsec_ or whsk_');
});

/** A fresh shared secret of 32 bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The public half of a `whsk_` key, as `whpk_`. @throws NotAWebhookKey */
export const publicHalf = (whsk: string): string => {
  const der = createPublicKey(privateKeyOf(whsk)).export({ format: 'der', type: 'spki' });
  return `whpk_${der.subarray(publicPrefix.length).toString('base64')}`;
};

const hmacKey = (secret: Buffer): VerifyingKey & SigningKey => {
  const key = createSecretKey(secret);
  const mac = (content: Buffer) => createHmac('sha256', key).update(content).digest('base64');
  return { version: 'v1', sign: mac, verifies: (content, signature) => sameText(mac(content), signature) };
};

/** The signature must be spelt the one way base64 spells it: else one signature would have several texts. */
const ed25519Verifier = (key: KeyObject): VerifyingKey => ({
  version: 'v1a',
  verifies: (content, signature) => {
    const bytes = Buffer.from(signature, 'base64');
    const right = verify(null, content, key, bytes.length === 64 ? bytes : Buffer.alloc(64));
    return right && sameText(bytes.toString('base64'), signature);
  },
});

const sameText = (expected: string, given: string): boolean => {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  const comparable = left.length === right.length;
  return timingSafeEqual(left, comparable ? right : left) && comparable;
};

const secretBytes = (text: string): Buffer => bytesOf(text, 'whsec_', 24, 64);

const publicKeyOf = (bytes: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });

/** 32 bytes of seed, or 64 of seed and public half. */
const privateKeyOf = (text: string): KeyObject => {
  const seed = bytesOf(text, 'whsk_', 32, 64).subarray(0, 32);
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
};

const bytesOf = (text: string, prefix: string, atLeast: number, atMost = atLeast): Buffer => {
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  const plain = text.startsWith(prefix) && bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (!plain || bytes.length < atLeast || bytes.length > atMost) {
    throw new NotAWebhookKey(
      `${prefix} is followed by the base64 of ${atLeast === atMost ? atLeast : `${atLeast} to ${atMost}`} bytes`,
    );
  }
  return bytes;
};
