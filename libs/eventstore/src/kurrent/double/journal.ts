import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { NewRecord, StreamWrite } from './record-store.js';

/** What happened to a store, in its order. */
export type Entry =
  | { readonly writes: readonly StreamWrite[] }
  /** A stream was deleted. */
  | { readonly deleted: string };

/**
 * Keeps what a store acknowledges in a file, so that it is there again after the process was killed. A line is on disk
 * before anybody is told; one that a kill cut short was told to nobody, and is taken away.
 */
export class Journal {
  private constructor(private readonly file: number) {}

  /** Opens a file, or begins it, and tells what it holds. */
  static open(path: string, replay: (entry: Entry) => void): Journal {
    const file = openSync(path, 'a+', 0o600);
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) ftruncateSync(file, whole);
    for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) if (line !== '') replay(entryOf(line));
    return new Journal(file);
  }

  keep(entry: Entry): void {
    const line = Buffer.from(`${JSON.stringify('writes' in entry ? { writes: entry.writes.map(asText) } : entry)}\n`);
    for (let at = 0; at < line.length;) at += writeSync(this.file, line, at);
    fdatasyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}

type AsText = Omit<NewRecord, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string };

const asText = ({ records, ...write }: StreamWrite) => ({
  ...write,
  records: records.map(({ data, metadata, ...record }): AsText => ({
    ...record,
    data: base64(data),
    metadata: base64(metadata),
  })),
});

const entryOf = (line: string): Entry => {
  const entry = JSON.parse(line) as
    { writes: (Omit<StreamWrite, 'records'> & { records: AsText[] })[] } | { deleted: string };
  if ('deleted' in entry) return entry;
  return {
    writes: entry.writes.map(({ records, ...write }) => ({
      ...write,
      records: records.map(({ data, metadata, ...record }) => ({
        ...record,
        data: Buffer.from(data, 'base64'),
        metadata: Buffer.from(metadata, 'base64'),
      })),
    })),
  };
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
