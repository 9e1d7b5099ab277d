import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Day, SealedFields } from '#kernel';

/** One event exactly as the log keeps it. Only what was sealed is open: a golden file needs no key. */
export interface GoldenEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveAt: Day;
  /** The clear part, byte for byte. It is text, not JSON, so that nothing reformats it. */
  readonly clear: string;
  /** As the fold saw them; absent when the event seals nothing. */
  readonly sealedFields?: SealedFields;
}

/**
 * A stream as it once stood, and the state it folded to. Its events are never edited, whatever becomes of the code.
 */
export interface GoldenStream {
  readonly stream: string;
  /** Where it comes from, for people. */
  readonly note: string;
  readonly events: readonly GoldenEvent[];
  readonly state: unknown;
}

export interface GoldenFile extends GoldenStream {
  readonly file: string;
}

/** `benefits.ClaimRemitted v1`: how a type in one of its versions is called here. */
export const kindOf = ({ type, schemaVersion }: Pick<GoldenEvent, 'type' | 'schemaVersion'>): string =>
  `${type} v${schemaVersion}`;

export const lastOf = ({ events }: Pick<GoldenStream, 'events'>): GoldenEvent => {
  const last = events.at(-1);
  if (!last) throw new Error('a stream has events');
  return last;
};

export const contextOf = (name: string): string => name.slice(0, name.indexOf('.'));

export const historyFolder = (context: string): string => join('libs', context, 'history');

/** Every history file there is, by path. */
export const readHistory = (): GoldenFile[] =>
  readdirSync('libs', { recursive: true, encoding: 'utf8' })
    .filter(name => /^[^/]+\/history\/[^/]+\.json$/.test(name))
    .sort()
    .map(name => readGolden(join('libs', name)));

export const readGolden = (file: string): GoldenFile => ({
  ...(JSON.parse(readFileSync(file, 'utf8')) as GoldenStream),
  file,
});

/** `libs/benefits/history/claim.claim-remitted.v1.json`: the subject of the stream, then the event it ends with. */
export const fileFor = (golden: Pick<GoldenStream, 'stream' | 'events'>): string => {
  const [context, subject] = golden.stream.slice(0, golden.stream.indexOf('-')).split('.');
  const { type, schemaVersion } = lastOf(golden);
  const name = type
    .slice(type.indexOf('.') + 1)
    .replaceAll(/(?<=.)[A-Z]/g, letter => `-${letter}`)
    .toLowerCase();
  return join(historyFolder(context!), `${subject}.${name}.v${schemaVersion}.json`);
};

/** Files whose stream belongs to another context than their folder. */
export const misplaced = (files: readonly GoldenFile[]): string[] =>
  files
    .filter(({ file, stream }) => !file.startsWith(historyFolder(contextOf(stream))))
    .map(({ file }) => basename(file));
