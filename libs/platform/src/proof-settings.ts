import { join } from 'node:path';
import type { EnvironmentReader } from './environment.js';

/** How the federation signs its logs, and who cosigns them. */
export interface ProofSettings {
  /** Name of the federation: its logs are `<name>/<context>`, for good. */
  readonly name: string;
  /** Folder of the logs' tiles and checkpoints. */
  readonly folder: string;
  /** File of the signing key, which the passphrase opens; made when missing. */
  readonly keyFile: string;
  readonly passphrase?: string;
  /** The signing key is in Vault's transit engine instead. */
  readonly vault?: { readonly address: string; readonly token: string; readonly key: string };
  /** Verifier key and address of each witness that is asked. */
  readonly witnesses: readonly { readonly key: string; readonly url: string }[];
}

/** Reads `PROOF_…` and `VAULT_…`. */
export const proofSettings = (read: EnvironmentReader, dataDir: string): ProofSettings => {
  const name = read.text('PROOF_NAME', 'entraide.local');
  read.refuseIf(!/^[A-Za-z0-9.-]{1,200}$/.test(name), 'PROOF_NAME is the name of a host, as entraide.example.org');
  const [address, token, key] = [
    read.url('VAULT_ADDR', ['https:', 'http:']),
    read.secret('VAULT_TOKEN'),
    read.optional('VAULT_LOG_KEY'),
  ];
  const parts = [address, token, key].filter(part => part !== undefined).length;
  read.refuseIf(key !== undefined && parts < 3, 'VAULT_LOG_KEY needs VAULT_ADDR and VAULT_TOKEN (or VAULT_TOKEN_FILE)');
  return {
    name,
    folder: read.text('PROOF_DIR', join(dataDir, 'proof')),
    keyFile: read.text('PROOF_KEY_FILE', join(dataDir, 'keys', 'log.json')),
    ...optional('passphrase', read.secret('PROOF_PASSPHRASE')),
    ...(address && token && key ? { vault: { address, token, key } } : {}),
    witnesses: read.list('PROOF_WITNESSES').map(text => {
      const [witness = '', url = ''] = text.split(/\s+/);
      read.refuseIf(!URL.canParse(url), 'PROOF_WITNESSES: each is a verifier key, a blank and an address');
      return { key: witness, url };
    }),
  };
};

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
