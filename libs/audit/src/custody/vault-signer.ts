import { type VaultOptions, VaultTransit } from '#eventstore';
import { type LogSigner, SignerUnavailable } from './log-signer.js';

/** So many older versions are known; a note has room for 64 signatures, the witnesses' among them. */
const mostReplaced = 8;

/**
 * The log's key stays in HashiCorp Vault's transit engine, which signs. The version that is newest at start is used
 * until the next start: a key that is rotated meanwhile does not change who a log says it is. Older versions sign beside
 * it while Vault lets them (`min_encryption_version`).
 * @throws SignerUnavailable
 */
export const signerInVault = async (options: VaultOptions): Promise<LogSigner> => {
  const { key } = options;
  const transit = new VaultTransit(options);
  const { type, keys, latest_version: latest } = await told(transit.describe());
  const versions = (keys ?? {}) as Readonly<Record<string, { public_key?: string }>>;
  const publicKeyOf = (version: number): Buffer => Buffer.from(versions[version]?.public_key ?? '', 'base64');
  if (type !== 'ed25519' || publicKeyOf(Number(latest)).length !== 32)
    throw new SignerUnavailable(`the key ${key} of Vault is not an ed25519 key`);
  const sign = async (text: string, version: number): Promise<Buffer> => {
    const signature = await told(transit.sign(Buffer.from(text, 'utf8'), version));
    const bytes = Buffer.from(signature.split(':').at(-1) ?? '', 'base64');
    if (bytes.length !== 64) throw new SignerUnavailable(`Vault signed with another kind of key than ${key} was`);
    return bytes;
  };
  const older = Object.keys(versions)
    .map(Number)
    .filter(version => version !== latest && publicKeyOf(version).length === 32);
  return {
    publicKey: publicKeyOf(Number(latest)),
    sign: text => sign(text, Number(latest)),
    replaced: older
      .sort((a, b) => b - a)
      .slice(0, mostReplaced)
      .map(version => ({
        publicKey: publicKeyOf(version),
        sign: text => sign(text, version).catch(() => undefined),
      })),
  };
};

const told = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw new SignerUnavailable((error as Error).message, { cause: error });
  });
