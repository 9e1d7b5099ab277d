import type { RegisterSource } from './register.types.js';

export const largestFile_bytes = 20_000_000;

export type Decoded =
  | { readonly text: string; readonly encoding: RegisterSource['encoding'] }
  | { readonly refused: 'file_too_large' | 'file_not_text' };

/**
 * The text of a file as spreadsheets write them: UTF-8, with or without a mark, "Unicode text" with its mark, or the
 * Windows page of western Europe. A byte sequence that is not UTF-8 is read as the latter, which is never wrong about
 * unaccented letters and digits.
 */
export const decodeRegister = (file: string | Uint8Array): Decoded => {
  const size_bytes = typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength;
  if (size_bytes > largestFile_bytes) return { refused: 'file_too_large' };
  const decoded = typeof file === 'string' ? { text: withoutMark(file), encoding: 'utf-8' as const } : decode(file);
  // A workbook or an image has zero bytes; a text has none.
  return decoded.text.includes('\0') ? { refused: 'file_not_text' } : decoded;
};

const decode = (bytes: Uint8Array): Extract<Decoded, { text: string }> => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
};

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

/** Reads no more than one piece beyond the largest file. */
export const collect = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const kept: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    size_bytes += piece.byteLength;
    if (size_bytes > largestFile_bytes) break;
  }
  return Buffer.concat(kept);
};
