/** What a webhook client wants to know of an answer. */
export interface Answer {
  readonly status: number;
  /** Seconds after which the server asks to be asked again. */
  readonly retryAfter: number | null;
  readonly text: string;
}

export interface ReadAnswer extends Answer {
  /** Whether another request may follow on the same connection. */
  readonly staysOpen: boolean;
}

/** What came is no answer as HTTP/1.1 has them. */
export class NotAnAnswer extends Error {}

/** @unit bytes */
const longestHead = 65_536;
const endOfHead = '\r\n\r\n';
const nothing = Buffer.alloc(0);

/** Puts the answers of one connection together from the pieces they come in, one after the other (RFC 9112, 6). */
export class AnswerReader {
  private bytes: Buffer = nothing;

  /** @returns the answer once it is whole. @throws NotAnAnswer */
  add(piece: Buffer): ReadAnswer | undefined {
    this.bytes = this.bytes.length === 0 ? piece : Buffer.concat([this.bytes, piece]);
    const end = this.bytes.indexOf(endOfHead);
    if (end > longestHead || (end < 0 && this.bytes.length > longestHead)) throw new NotAnAnswer('no end of its head');
    if (end < 0) return undefined;
    const head = headOf(this.bytes.toString('latin1', 0, end + 2));
    const body = head.chunked
      ? chunksFrom(this.bytes, end + endOfHead.length)
      : piecesOf(this.bytes, end + endOfHead.length, head.length);
    if (!body) return undefined;
    this.bytes = this.bytes.subarray(body.end);
    const { status, retryAfter, staysOpen } = head;
    return { status, retryAfter, staysOpen, text: body.text };
  }
}

interface Head {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly staysOpen: boolean;
  readonly chunked: boolean;
  readonly length: number;
}

const withoutContent: ReadonlySet<string> = new Set(['204', '304']);

const headOf = (text: string): Head => {
  const status = /^HTTP\/1\.1 ([1-5]\d\d) /.exec(text)?.[1];
  if (status === undefined) throw new NotAnAnswer('no status of HTTP/1.1');
  // What has no content says no length of it either.
  const length = withoutContent.has(status) ? '0' : /\r\ncontent-length: *(\d{1,9})\r\n/i.exec(text)?.[1];
  const chunked = /\r\ntransfer-encoding: *chunked\r\n/i.test(text);
  if (length === undefined && !chunked) throw new NotAnAnswer('no length of its body');
  const retryAfter = /\r\nretry-after: *(\d{1,9})\r\n/i.exec(text)?.[1];
  return {
    status: Number(status),
    retryAfter: retryAfter === undefined ? null : Number(retryAfter),
    staysOpen: !/\r\nconnection: *close\r\n/i.test(text),
    chunked,
    length: Number(length ?? 0),
  };
};

interface Body {
  readonly text: string;
  /** Where the next answer begins. */
  readonly end: number;
}

const piecesOf = (bytes: Buffer, start: number, length: number): Body | undefined =>
  bytes.length < start + length
    ? undefined
    : { text: bytes.toString('utf8', start, start + length), end: start + length };

/** Each piece after its length in hexadecimal; an empty one is the last. */
const chunksFrom = (bytes: Buffer, start: number): Body | undefined => {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = bytes.toString('latin1', at, line);
    if (!/^[0-9a-f]{1,8}$/i.test(size)) throw new NotAnAnswer('no size of a piece');
    const from = line + 2;
    const to = from + parseInt(size, 16);
    if (bytes.length < to + 2) return undefined;
    if (to === from) return { text: Buffer.concat(chunks).toString('utf8'), end: to + 2 };
    chunks.push(bytes.subarray(from, to));
    at = to + 2;
  }
};
