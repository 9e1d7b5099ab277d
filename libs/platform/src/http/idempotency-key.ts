import { RequestRefused } from './problem.js';

/** A structured-field string (`"2025-11/42"`) or the bare key. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/;
const bare = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;
const longestKey = 255;

/** @throws RequestRefused 400 when the header is there but is no key of 1 to 255 printable ASCII characters. */
export const readIdempotencyKey = (header: string | readonly string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  const text = typeof header === 'string' ? header.trim() : '';
  const key = quoted.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? (bare.test(text) ? text : undefined);
  if (key === undefined || key.length > longestKey) {
    throw new RequestRefused(400, 'request.idempotency.invalid', {
      detail: { fr: 'Idempotency-Key: 1 à 255 caractères ASCII', en: 'Idempotency-Key: 1 to 255 ASCII characters' },
    });
  }
  return key;
};
