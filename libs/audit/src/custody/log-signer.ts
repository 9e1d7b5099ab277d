/** Holds the key a log signs with. Whoever asks for a signature never sees the key. */
export interface LogSigner {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
  /** Ed25519 over the text, 64 bytes. */
  sign(text: string): Promise<Buffer>;
  /** Keys it took the place of, the newest first; none unless said. */
  readonly replaced?: readonly ReplacedKey[];
}

/**
 * What a key signed that was replaced stays ours. As long as it can, it signs beside the new one: whoever was given it
 * follows the log to the new key without a gap.
 */
export interface ReplacedKey {
  readonly publicKey: Buffer;
  /** Undefined: its custodian does not sign with it any more. */
  sign(text: string): Promise<Buffer | undefined>;
}

/** The key cannot be had: the passphrase is wrong, the file is none, the custodian refuses. */
export class SignerUnavailable extends Error {}
