import { createHash, createPublicKey, verify } from 'node:crypto';

/** Kinds of signatures: by a log, and by a witness who adds the time (C2SP signed-note, tlog-cosignature). */
export const byLog = 0x01;
export const byWitness = 0x04;
export type SignatureKind = typeof byLog | typeof byWitness;

/** A key that signatures are checked with, as its owner hands it out. */
export interface VerifierKey {
  readonly name: string;
  readonly kind: SignatureKind;
  /** First four bytes of a hash over name, kind and key. */
  readonly id: Buffer;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Buffer;
}

/** The note is not one, or nobody known signed it as it stands. */
export class NoteRefused extends Error {}

/** No blanks, no plus sign: both separate things in keys and signature lines. */
export const isKeyName = (name: string): boolean => /^[^\s+]+$/u.test(name);

export const verifierKey = (name: string, publicKey: Buffer, kind: SignatureKind = byLog): VerifierKey => {
  if (!isKeyName(name)) throw new RangeError('the name of a key has neither blanks nor a plus sign');
  const id = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([kind]))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
  return { name, kind, id, publicKey };
};

/** `name+id+key`, on one line: what an auditor is given once, and keeps. */
export const printedKey = ({ name, id, kind, publicKey }: VerifierKey): string =>
  `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([kind]), publicKey]).toString('base64')}`;

/** @throws NoteRefused when the line is no key, or its id is not that of its name and key. */
export const readKey = (line: string): VerifierKey => {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const kind = bytes[0];
  if (bytes.length !== 33 || (kind !== byLog && kind !== byWitness)) throw new NoteRefused('that is no verifier key');
  const key = verifierKey(name, bytes.subarray(1), kind);
  if (key.id.toString('hex') !== id) throw new NoteRefused(`the key of ${name} has another id than it says`);
  return key;
};

/** One line under a note. @param signature of the text, or of what a witness adds to it */
export const signatureLine = ({ name, id }: VerifierKey, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

/** What a witness signs: the same text, and when it saw it. @param time seconds since 1970 */
export const cosignedText = (text: string, time: number): string => `cosignature/v1\ntime ${time}\n${text}`;

/** A witness's signature holds its time. */
export const timed = (time: number, signature: Uint8Array): Buffer => {
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  return Buffer.concat([seconds, signature]);
};

export interface OpenedNote {
  /** With its final newline. */
  readonly text: string;
  /** Those of the keys asked about, in the order of the lines. */
  readonly signers: readonly VerifierKey[];
}

const mostSignatures = 64;
const isPlain = (note: string): boolean => [...note].every(letter => letter >= ' ' || letter === '\n');

/**
 * Who of these keys signed the note.
 * @throws NoteRefused when it is none, or a known key's signature is wrong, or none of them signed.
 */
export const openNote = (note: string, keys: readonly VerifierKey[]): OpenedNote => {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !isPlain(note)) throw new NoteRefused('that is no signed note');
  const [text, lines] = [
    note.slice(0, end + 1),
    note
      .slice(end + 2)
      .split('\n')
      .slice(0, -1),
  ];
  if (!note.endsWith('\n') || lines.length === 0 || lines.length > mostSignatures)
    throw new NoteRefused('that is no signed note');
  const signers: VerifierKey[] = [];
  for (const line of lines) {
    const [, name, encoded = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== encoded)
      throw new NoteRefused('a line of the note is no signature');
    const key = keys.find(one => one.name === name && one.id.equals(bytes.subarray(0, 4)));
    if (!key || signers.includes(key)) continue;
    if (!isSignature(key, text, bytes.subarray(4))) throw new NoteRefused(`the signature of ${name} is wrong`);
    signers.push(key);
  }
  if (signers.length === 0) throw new NoteRefused('nobody known signed the note');
  return { text, signers };
};

const isSignature = ({ kind, publicKey }: VerifierKey, text: string, signature: Buffer): boolean => {
  if (kind === byLog) return signs(publicKey, text, signature);
  if (signature.length !== 72) return false;
  const time = Number(signature.readBigUInt64BE(0));
  return signs(publicKey, cosignedText(text, time), signature.subarray(8));
};

/** What stands before the 32 bytes of an Ed25519 key in its usual wrapping (RFC 8410). */
const wrapping = Buffer.from('302a300506032b6570032100', 'hex');

const signs = (publicKey: Buffer, text: string, signature: Buffer): boolean =>
  signature.length === 64 &&
  verify(
    null,
    Buffer.from(text, 'utf8'),
    createPublicKey({ key: Buffer.concat([wrapping, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
