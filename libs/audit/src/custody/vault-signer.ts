import { type VaultOptions, VaultTransit } from '#eventstore';
import { type LogSigner, SignerUnavailable } from './log-signer.js';

/**
 * The log's key stays in HashiCorp Vault's transit engine, which signs. The version that is newest at start is used
 * until the next start: a key that is rotated meanwhile does not change who a log says it is.
 * @throws SignerUnavailable
 */
export const signerInVault = async (options: VaultOptions): Promise<LogSigner> => {
  const { key } = options;
  const transit = new VaultTransit(options);
  const { type, keys, latest_version: version } = await told(transit.describe());
  const made = (keys as Readonly<Record<string, { public_key?: string }>> | undefined)?.[String(version)];
  const publicKey = Buffer.from(made?.public_key ?? '', 'base64');
  if (type !== 'ed25519' || publicKey.length !== 32)
    throw new SignerUnavailable(`the key ${key} of Vault is not an ed25519 key`);
  return {
    publicKey,
    async sign(text) {
      const signature = await told(transit.sign(Buffer.from(text, 'utf8'), Number(version)));
      const bytes = Buffer.from(signature.split(':').at(-1) ?? '', 'base64');
      if (bytes.length !== 64) throw new SignerUnavailable(`Vault signed with another kind of key than ${key} was`);
      return bytes;
    },
  };
};

const told = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw new SignerUnavailable((error as Error).message, { cause: error });
  });
