import { NoteRefused, type OpenedNote, openNote, type VerifierKey } from './signed-note.js';

/** What a log says it holds: so many entries, under this root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Name of the log. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** @throws NoteRefused */
export const readCheckpoint = (text: string): Checkpoint => {
  const [origin = '', sizeText = '', rootText = ''] = text.split('\n');
  const root = Buffer.from(rootText, 'base64');
  const size = /^(0|[1-9]\d{0,15})$/.test(sizeText) ? Number(sizeText) : NaN;
  if (origin === '' || !Number.isSafeInteger(size) || root.length !== 32 || root.toString('base64') !== rootText)
    throw new NoteRefused('the note is no checkpoint');
  return { origin, size, root };
};

/** @throws NoteRefused when none of the keys signed it. */
export const openCheckpoint = (
  note: string,
  keys: readonly VerifierKey[],
): Checkpoint & Pick<OpenedNote, 'signers' | 'text'> => {
  const { text, signers } = openNote(note, keys);
  return { ...readCheckpoint(text), text, signers };
};
