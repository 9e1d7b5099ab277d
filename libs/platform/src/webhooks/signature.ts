import { randomBytes } from 'node:crypto';
import type { Instant } from '#kernel';
import { signingKey, verifyingKey, type VerifyingKey } from './webhook-keys.js';

/** A key of an endpoint: the current one, or the previous one until it stops being believed. */
export interface WebhookKey {
  /** `whsec_…` (v1) or `whpk_…` (v1a): the key says which kind of signature it checks. */
  readonly key: string;
  /** Last instant at which it is believed, included. */
  readonly notAfter?: Instant;
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why, for the security log alone: the caller is told nothing but that it was refused. */
export type WebhookFault = 'headers' | 'endpoint' | 'timestamp' | 'signature';

export type WebhookVerdict =
  | { readonly status: 'verified'; readonly id: string; /** Seconds since 1970. */ readonly timestamp: number }
  | { readonly status: 'refused'; readonly because: WebhookFault };

export interface WebhookDelivery {
  readonly headers: WebhookHeaders;
  /** The body as it came, byte for byte. */
  readonly rawBody: Uint8Array;
  /** Absent when there is no such endpoint: as much is computed, and it is refused. */
  readonly keys?: readonly WebhookKey[];
  readonly now: Instant;
}

/** How far the sender's clock may be from ours, either way, ends included. @unit seconds */
export const webhookTolerance_s = 300;

const idShape = /^[A-Za-z0-9_-]{1,128}$/;
const timestampShape = /^[1-9][0-9]{9}$/;
/** Each signature: its version, a comma, base64. */
const signatureShape = /^(v1a?),([A-Za-z0-9+/]{16,}={0,2})$/;
const mostSignatures = 8;
/** @unit characters */
const longestHeader = 4096;

/** Standard Webhooks 1.0.0, over the raw bytes, in the same time whatever is wrong. Never throws for what was sent. */
export const verifyWebhook = ({ headers, rawBody, keys, now }: WebhookDelivery): WebhookVerdict => {
  const claimed = readHeaders(headers);
  const believed = keys?.filter(({ notAfter }) => notAfter === undefined || now <= notAfter) ?? [];
  const checks = believed.length > 0 ? believed.map(({ key }) => verifyingKey(key)) : [nobodysKey];
  const { id, timestamp, signatures } = claimed ?? nothingClaimed;
  const right = anyVerifies(checks, signedContent(id, timestamp, rawBody), signatures);
  if (!claimed) return { status: 'refused', because: 'headers' };
  if (believed.length === 0) return { status: 'refused', because: 'endpoint' };
  if (!right) return { status: 'refused', because: 'signature' };
  const away_s = Math.abs(Math.floor(Date.parse(now) / 1000) - Number(timestamp));
  if (!(away_s <= webhookTolerance_s)) return { status: 'refused', because: 'timestamp' };
  return { status: 'verified', id, timestamp: Number(timestamp) };
};

interface ClaimedSignature {
  readonly version: string;
  readonly signature: string;
}

interface ClaimedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly ClaimedSignature[];
}

const readHeaders = (headers: WebhookHeaders): ClaimedHeaders | undefined => {
  const [id, timestamp, list] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']];
  if (typeof id !== 'string' || !idShape.test(id)) return undefined;
  if (typeof timestamp !== 'string' || !timestampShape.test(timestamp)) return undefined;
  if (typeof list !== 'string' || list.length > longestHeader) return undefined;
  const texts = list.split(' ');
  if (texts.length > mostSignatures) return undefined;
  return { id, timestamp, signatures: texts.flatMap(readSignature) };
};

/** A version we do not know is another reader's business. */
const readSignature = (text: string): ClaimedSignature[] => {
  const [, version, signature] = signatureShape.exec(text) ?? [];
  return version && signature ? [{ version, signature }] : [];
};

/** Every pair is tried: stopping at the first right one would tell which. */
const anyVerifies = (
  keys: readonly VerifyingKey[],
  content: Buffer,
  signatures: readonly ClaimedSignature[],
): boolean => {
  let right = false;
  for (const key of keys) {
    const own = signatures.filter(({ version }) => version === key.version);
    for (const { signature } of own.length > 0 ? own : [noSignature]) right = key.verifies(content, signature) || right;
  }
  return right;
};

const signedContent = (id: string, timestamp: string | number, rawBody: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), rawBody]);

/** Stands in for the keys of an endpoint that is not there. Drawn once per process, known to nobody. */
const nobodysKey = verifyingKey(`whsec_${randomBytes(32).toString('base64')}`);
const noSignature: ClaimedSignature = { version: 'v1', signature: Buffer.alloc(32).toString('base64') };
const nothingClaimed: ClaimedHeaders = { id: '-', timestamp: '0', signatures: [noSignature] };

export interface WebhookToSign {
  /** The same at every attempt. Letters, digits, `_` and `-`. */
  readonly id: string;
  /** When this attempt is made. @unit seconds since 1970 */
  readonly timestamp: number;
  readonly rawBody: Uint8Array;
  /** Every live key, `whsec_…` or `whsk_…`: two during a rotation. */
  readonly keys: readonly string[];
}

/** The three headers of a signed delivery. @throws RangeError when the id or the timestamp could not be verified. */
export const signWebhook = ({ id, timestamp, rawBody, keys }: WebhookToSign) => {
  if (!idShape.test(id) || !timestampShape.test(String(timestamp)))
    throw new RangeError('not an id or a timestamp of a webhook');
  const content = signedContent(id, timestamp, rawBody);
  const signatures = keys.map(signingKey).map(key => `${key.version},${key.sign(content)}`);
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
};
