import { describe, expect, test } from '@jest/globals';
import { ephemeralSigner } from '../custody/key-file-signer.js';
import { checkpointText, openCheckpoint, readCheckpoint } from './checkpoint.js';
import {
  byWitness,
  cosignedText,
  NoteRefused,
  openNote,
  printedKey,
  readKey,
  signatureLine,
  timed,
  verifierKey,
} from './signed-note.js';

/** Worked example of the C2SP signed-note specification. */
const example = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

const origin = 'entraide.example/benefits';
const root = Buffer.alloc(32, 7);
const sealed = async () => {
  const signer = ephemeralSigner();
  const key = verifierKey(origin, signer.publicKey);
  const text = checkpointText({ origin, size: 300, root });
  return { signer, key, text, note: `${text}\n${signatureLine(key, await signer.sign(text))}` };
};

describe('a signed note', () => {
  test('the example of the specification opens, and its key is written as it came', () => {
    const key = readKey(example.key);
    expect(printedKey(key)).toBe(example.key);
    expect(openNote(example.note, [key])).toEqual({ text: 'This is an example message.\n', signers: [key] });
  });

  test('any other letter in it, and it does not', () => {
    const key = readKey(example.key);
    expect(() => openNote(example.note.replace('message', 'Message'), [key])).toThrow(/signature .* is wrong/);
    expect(() => openNote(example.note.replace('eyaQM', 'eyaQN'), [key])).toThrow(NoteRefused);
    expect(() => openNote(example.note.replace('example.com/foo', 'example.com/fou'), [key])).toThrow(/nobody known/);
    expect(() => openNote(example.note.trimEnd(), [key])).toThrow(/no signed note/);
    expect(() => openNote(`${example.note}—\n`, [key])).toThrow(/no signature/);
    expect(() => openNote(example.note.replace('This', 'Th\tis'), [key])).toThrow(/no signed note/);
  });

  test('a key whose id is not its own is none', () => {
    expect(() => readKey(example.key.replace('530d903a', '530d903b'))).toThrow(/another id/);
    expect(() => readKey(example.key.slice(0, -4))).toThrow(NoteRefused);
    expect(() => verifierKey('two words', Buffer.alloc(32))).toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  test('says what was signed', async () => {
    const { key, note } = await sealed();
    expect(openCheckpoint(note, [key])).toMatchObject({ origin, size: 300, root, signers: [key] });
  });

  test('with a witness below it opens for whoever trusts either of them', async () => {
    const { key, note, text } = await sealed();
    const witness = ephemeralSigner();
    const theirs = verifierKey('witness.example', witness.publicKey, byWitness);
    const signature = await witness.sign(cosignedText(text, 1_760_000_000));
    const cosigned = note + signatureLine(theirs, timed(1_760_000_000, signature));
    expect(openCheckpoint(cosigned, [key, theirs]).signers).toEqual([key, theirs]);
    expect(openCheckpoint(cosigned, [theirs]).signers).toEqual([theirs]);
    const later = note + signatureLine(theirs, timed(1_760_000_001, signature));
    expect(() => openCheckpoint(later, [key, theirs])).toThrow(/witness\.example is wrong/);
  });

  test.each([
    ['no origin', '\n1\nAA=='],
    ['a size with a zero before it', `o\n01\n${root.toString('base64')}\n`],
    ['a size that is none', `o\n-1\n${root.toString('base64')}\n`],
    ['a root of 31 bytes', `o\n1\n${root.subarray(1).toString('base64')}\n`],
  ])('is refused with %s', (_, text) => expect(() => readCheckpoint(text)).toThrow(/no checkpoint/));
});
