import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Sealed, SealedFields } from '#kernel';
import type { DataKey } from './data-keys.js';
import { freshIv } from './fresh-iv.js';

/** One sealed field as stored: whose key, which key, and the box. */
interface Box {
  readonly subject: string;
  readonly class: Sealed['class'];
  readonly key: string;
  readonly iv: string;
  readonly text: string;
  readonly tag: string;
}
type Envelope = Readonly<Record<string, Box>>;

/** What a box is bound to: moved to another event, field, person or key, it does not open. */
export interface Place {
  readonly eventId: string;
  readonly type: string;
}
const associated = ({ eventId, type }: Place, subject: string, field: string, keyId: string): Buffer =>
  Buffer.from(`${eventId}|${type}|${subject}|${field}|${keyId}`);

export type KeyFinder = (name: Pick<Sealed, 'subject' | 'class'>) => DataKey | undefined;

/**
 * Seals fields with AES-256-GCM, each under its person's key. A field whose key was destroyed is dropped: what nobody
 * may read again is not written again.
 */
export const sealFields = (place: Place, fields: SealedFields, keyOf: KeyFinder): Buffer => {
  const envelope: Record<string, Box> = {};
  for (const [field, sealed] of Object.entries(fields)) {
    const key = keyOf(sealed);
    if (!key || sealed.value === undefined) continue;
    // Random, never derived: a command tried again may seal other content under the same event id.
    const iv = freshIv();
    const box = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(associated(place, sealed.subject, field, key.id));
    const text = Buffer.concat([box.update(JSON.stringify(sealed.value), 'utf8'), box.final()]);
    envelope[field] = {
      subject: sealed.subject,
      class: sealed.class,
      key: key.id,
      iv: iv.toString('base64'),
      text: text.toString('base64'),
      tag: box.getAuthTag().toString('base64'),
    };
  }
  return Buffer.from(JSON.stringify(envelope), 'utf8');
};

export const parseEnvelope = (bytes: Uint8Array): Envelope | undefined => {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as Envelope;
  } catch {
    return undefined;
  }
};

export const keysNamedIn = (envelope: Envelope): Pick<Sealed, 'subject' | 'class'>[] =>
  Object.values(envelope).map(({ subject, class: sealClass }) => ({ subject, class: sealClass }));

/** Opens what can be opened. A destroyed key, a moved or damaged box: the field stays, its value is absent. */
export const openFields = (place: Place, envelope: Envelope, keyOf: KeyFinder): SealedFields => {
  const fields: Record<string, Sealed> = {};
  for (const [field, box] of Object.entries(envelope)) {
    const key = keyOf(box);
    const value = key && key.id === box.key ? opened(place, field, box, key) : undefined;
    fields[field] = { subject: box.subject, class: box.class, ...(value === undefined ? {} : { value }) };
  }
  return fields;
};

const opened = (place: Place, field: string, box: Box, key: DataKey): unknown => {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(box.iv, 'base64'))
      .setAAD(associated(place, box.subject, field, key.id))
      .setAuthTag(Buffer.from(box.tag, 'base64'));
    return JSON.parse(cipher.update(box.text, 'base64', 'utf8') + cipher.final('utf8'));
  } catch {
    return undefined;
  }
};
