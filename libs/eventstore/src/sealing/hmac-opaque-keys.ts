import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { KeyEncryptionKey } from './key-ring.js';
import { OpaqueKeys } from './opaque-keys.js';

/** HMAC-SHA256 under a key derived for each scope, cut to 96 bits: enough to tell apart, nothing to turn back. */
export class HmacOpaqueKeys extends OpaqueKeys {
  private readonly peppers = new Map<string, KeyObject>();

  constructor(private readonly master: KeyEncryptionKey) {
    super();
  }

  keyOf(scope: string, ...parts: string[]): string {
    let pepper = this.peppers.get(scope);
    if (!pepper) this.peppers.set(scope, (pepper = createSecretKey(this.master.derive(`opaque:${scope}`))));
    let text = '';
    // Length first: ('ab', 'c') and ('a', 'bc') must not meet.
    for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
    return createHmac('sha256', pepper).update(text).digest('base64url').slice(0, 16);
  }
}
