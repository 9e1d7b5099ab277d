interface Known {
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Texts that come back on almost every row (types, schemes, roles), each made once. A text has one place, by its bytes;
 * another text of that place takes it over, so that there are never more than so many.
 */
export class KnownTexts {
  private readonly known: (Known | undefined)[];

  /** @param places a power of two. */
  constructor(private readonly places = 4_096) {
    this.known = new Array<Known | undefined>(places).fill(undefined);
  }

  read(buffer: Buffer, start: number, length: number): string {
    let hash = length;
    for (let at = start; at < start + length; at += 1) hash = (Math.imul(hash, 31) + buffer[at]!) | 0;
    const place = hash & (this.places - 1);
    const found = this.known[place];
    if (found && isAt(found.bytes, buffer, start, length)) return found.text;
    const bytes = Buffer.from(buffer.subarray(start, start + length));
    const text = bytes.toString('utf8');
    this.known[place] = { bytes, text };
    return text;
  }
}

const isAt = (bytes: Buffer, buffer: Buffer, start: number, length: number): boolean => {
  if (bytes.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (bytes[index] !== buffer[start + index]) return false;
  return true;
};
