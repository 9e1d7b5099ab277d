import type { ProofSettings } from '#platform';
import { ephemeralSigner, signerFromFile } from './key-file-signer.js';
import { type LogSigner, SignerUnavailable } from './log-signer.js';
import { signerInVault } from './vault-signer.js';

/** Opens the key file of a federation on one's own machine; everybody knows it. */
const passphraseOfDevelopment = 'entraide';

/** Where the configuration says the log's key is kept. @throws SignerUnavailable */
export const signerOf = async (
  { vault, keyFile, passphrase }: ProofSettings,
  { production, store }: { readonly production: boolean; readonly store: 'postgres' | 'memory' },
): Promise<LogSigner> => {
  if (store === 'memory') return ephemeralSigner();
  if (vault) return signerInVault(vault);
  if (production && passphrase === undefined)
    throw new SignerUnavailable('PROOF_PASSPHRASE (or VAULT_LOG_KEY) is missing: nobody but us may sign our logs');
  return signerFromFile(keyFile, passphrase ?? passphraseOfDevelopment);
};
