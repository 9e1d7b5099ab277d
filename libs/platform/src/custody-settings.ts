import type { VaultOptions } from '#eventstore';
import type { EnvironmentReader } from './environment.js';

/** Where the file of the master key is opened, if not by whoever reads it: by a key of Vault's transit engine. */
export const masterKeyVault = (read: EnvironmentReader): VaultOptions | undefined => {
  const key = read.optional('VAULT_MASTER_KEY');
  if (key === undefined) return undefined;
  const [address, token] = [read.url('VAULT_ADDR', ['https:', 'http:']), read.secret('VAULT_TOKEN')];
  const mount = read.optional('VAULT_TRANSIT_MOUNT');
  read.refuseIf(
    address === undefined || token === undefined,
    'VAULT_MASTER_KEY needs VAULT_ADDR and VAULT_TOKEN (or VAULT_TOKEN_FILE)',
  );
  return { address: address ?? '', token: token ?? '', key, ...(mount === undefined ? {} : { mount }) };
};
