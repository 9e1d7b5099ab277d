import { type LogSigner, SignerUnavailable } from './log-signer.js';

export interface VaultOptions {
  /** `https://vault.example:8200`. */
  readonly address: string;
  readonly token: string;
  /** Name of an ed25519 key of the transit engine. */
  readonly key: string;
  /** Where the engine is mounted; `transit` unless said. */
  readonly mount?: string;
}

/** Longest wait for Vault. @unit milliseconds */
const patience_ms = 10_000;

/**
 * The log's key stays in HashiCorp Vault's transit engine, which signs. The version that is newest at start is used
 * until the next start: a key that is rotated meanwhile does not change who a log says it is.
 * @throws SignerUnavailable
 */
export const signerInVault = async ({ address, token, key, mount = 'transit' }: VaultOptions): Promise<LogSigner> => {
  const ask = async (path: string, body?: object): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await fetch(`${address.replace(/\/$/, '')}/v1/${mount}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'X-Vault-Token': token, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(patience_ms),
    }).catch(() => undefined);
    if (!answer?.ok)
      throw new SignerUnavailable(`Vault did not answer for the key ${key} (${answer?.status ?? 'away'})`);
    return ((await answer.json()) as { data?: Record<string, unknown> }).data ?? {};
  };
  const name = encodeURIComponent(key);
  const { type, keys, latest_version: version } = await ask(`keys/${name}`);
  const made = (keys as Readonly<Record<string, { public_key?: string }>> | undefined)?.[String(version)];
  const publicKey = Buffer.from(made?.public_key ?? '', 'base64');
  if (type !== 'ed25519' || publicKey.length !== 32)
    throw new SignerUnavailable(`the key ${key} of Vault is not an ed25519 key`);
  return {
    publicKey,
    async sign(text) {
      const { signature } = await ask(`sign/${name}`, {
        input: Buffer.from(text, 'utf8').toString('base64'),
        key_version: version,
      });
      const bytes = Buffer.from(String(signature).split(':').at(-1) ?? '', 'base64');
      if (bytes.length !== 64) throw new SignerUnavailable(`Vault signed with another kind of key than ${key} was`);
      return bytes;
    },
  };
};
