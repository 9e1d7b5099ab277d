import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { OpaqueKeys } from '#eventstore';
import { type Day, isDay } from '#kernel';

/** What a card says of its holder: which scheme, which pseudonymous id, when it was made. No name, no status. */
export interface CardClaims {
  readonly scheme: string;
  readonly person: string;
  readonly issuedOn: Day;
  /** From the second card of a person on: cards of a lower number were revoked. */
  readonly number?: number;
}

const mark = 'ENTRAIDE1';
/** PKCS #8 around a raw Ed25519 seed (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Signs what stands in a card's QR code (Ed25519, RFC 8032), so that a care centre can tell a real card from a drawn one
 * without asking anybody. The key comes of the federation's secret and is the same after every start.
 */
export class CardSigner {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  constructor(keys: OpaqueKeys) {
    const parts = ['0', '1', '2'].map(part => keys.keyOf('membership.cards', 'ed25519', part));
    const seed = createHash('sha256').update(parts.join('.')).digest();
    this.privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
  }

  sign({ scheme, person, issuedOn, number = 1 }: CardClaims): string {
    const claims = [scheme, person, issuedOn, ...(number > 1 ? [number] : [])].join('|');
    const told = `${mark}.${Buffer.from(claims).toString('base64url')}`;
    return `${told}.${sign(null, Buffer.from(told), this.privateKey).toString('base64url')}`;
  }

  /** Undefined when it is no card of this federation, or was altered. */
  read(text: string): CardClaims | undefined {
    const [version, payload, signature, ...more] = text.split('.');
    if (version !== mark || !payload || !signature || more.length > 0) return undefined;
    const sound = verify(null, Buffer.from(`${mark}.${payload}`), this.publicKey, Buffer.from(signature, 'base64url'));
    const [scheme, person, issuedOn, number] = Buffer.from(payload, 'base64url').toString('utf8').split('|');
    if (!sound || !scheme || !person || !isDay(issuedOn)) return undefined;
    return { scheme, person, issuedOn, ...(number === undefined ? {} : { number: Number(number) }) };
  }

  /** For care centres that check cards by themselves. */
  jwk(): { readonly kty: string; readonly crv: string; readonly x: string; readonly alg: string } {
    const { kty = '', crv = '', x = '' } = this.publicKey.export({ format: 'jwk' });
    return { kty, crv, x, alg: 'EdDSA' };
  }
}
