import type { KeyFileSeal } from './key-file-seal.js';

export interface VaultOptions {
  /** `https://vault.example:8200`. */
  readonly address: string;
  readonly token: string;
  /** Name of a key of the transit engine. */
  readonly key: string;
  /** Where the engine is mounted; `transit` unless said. */
  readonly mount?: string;
}

/** Vault did not do what it was asked: away, sealed, the token refused, no such key. Never quotes what was sent. */
export class VaultRefused extends Error {}

/** Longest wait for Vault. @unit milliseconds */
const patience_ms = 10_000;

type Answer = Readonly<Record<string, unknown>>;

/**
 * HashiCorp Vault's transit engine, as far as it is used here: one named key that never leaves it.
 * @source Vault API, "Transit secrets engine": keys, encrypt, decrypt, sign.
 */
export class VaultTransit {
  constructor(private readonly options: VaultOptions) {}

  /** Type, versions and public halves of the key. @throws VaultRefused */
  describe(): Promise<Answer> {
    return this.ask('GET', 'keys');
  }

  /** @returns `vault:v<version>:…`, under the key's newest version */
  async encrypt(plain: Buffer): Promise<string> {
    return textIn(await this.ask('POST', 'encrypt', { plaintext: plain.toString('base64') }), 'ciphertext');
  }

  async decrypt(ciphertext: string): Promise<Buffer> {
    return Buffer.from(textIn(await this.ask('POST', 'decrypt', { ciphertext }), 'plaintext'), 'base64');
  }

  /** @returns `vault:v<version>:<base64>` */
  async sign(text: Buffer, version: number): Promise<string> {
    const asked = { input: text.toString('base64'), key_version: version };
    return textIn(await this.ask('POST', 'sign', asked), 'signature');
  }

  private async ask(method: 'GET' | 'POST', what: string, body?: object): Promise<Answer> {
    const { address, token, key, mount = 'transit' } = this.options;
    const url = `${address.replace(/\/$/, '')}/v1/${mount}/${what}/${encodeURIComponent(key)}`;
    const answer = await fetch(url, {
      method,
      headers: {
        'X-Vault-Token': token,
        'X-Vault-Request': 'true',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(patience_ms),
    }).catch(() => undefined);
    if (!answer?.ok) {
      await answer?.body?.cancel();
      throw new VaultRefused(`Vault did not answer for the key ${key} (${what}: ${answer?.status ?? 'away'})`);
    }
    const { data } = (await answer.json().catch(() => ({}))) as { data?: Answer };
    return data ?? {};
  }
}

const textIn = (answer: Answer, field: string): string => {
  const text = answer[field];
  if (typeof text !== 'string') throw new VaultRefused(`Vault answered without ${field}`);
  return text;
};

/** The key file opens by Vault alone: whoever has the disk has nothing, and Vault's own log says who opened it when. */
export const sealedInVault = (options: VaultOptions): KeyFileSeal => {
  const transit = new VaultTransit(options);
  return {
    name: `vault:${options.mount ?? 'transit'}/${options.key}`,
    seal: plain => transit.encrypt(plain),
    open: sealed => transit.decrypt(sealed),
  };
};
