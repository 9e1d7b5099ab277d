/** Holds the key a log signs with. Whoever asks for a signature never sees the key. */
export interface LogSigner {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
  /** Ed25519 over the text, 64 bytes. */
  sign(text: string): Promise<Buffer>;
}

/** The key cannot be had: the passphrase is wrong, the file is none, the custodian refuses. */
export class SignerUnavailable extends Error {}
