import type { EventLog, Position, Shard, StoredEvent } from '#eventstore';
import { GrowingTree } from '../tree/growing-tree.js';
import { leafHash } from '../tree/hashes.js';
import { tileWidth } from '../tree/tiles.js';
import { hasBegun } from './begun/proof-begun.decider.js';
import { entryOf } from './entry.js';
import type { ProofLog } from './proof-log.js';

/** What became of an event since it was signed. */
export type Tampering =
  'changed' | 'missing' | 'inserted' | 'another-history' | 'proof-files-damaged' | 'proof-files-missing';

/** One difference between the log and what was signed of it. Names of fields, never what is in them. */
export interface Finding {
  readonly shard: Shard;
  readonly position: Position;
  readonly cause: Tampering;
  /** Fields of the entry that differ: `clear` is the amount and all that is readable, `stream` a swap. */
  readonly fields?: readonly string[];
}

export interface Compared {
  readonly shard: Shard;
  /** Events the newest checkpoint covers. */
  readonly size: number;
  /** Events recorded since, which nothing protects yet. */
  readonly unsealed: number;
  readonly findings: readonly Finding[];
}

/** More findings than anybody reads one by one. */
const mostFindings = 100;

/**
 * Compares a shard's log, as it is stored now, with what was signed of it. The root of the stored events is computed
 * anew: only when it is another are entries compared one by one, to say where.
 * @throws NoteRefused when the checkpoint is not what this log signed. TreeDamaged
 */
export const compared = async (
  shard: Shard,
  proof: ProofLog,
  log: EventLog,
  onProgress: (events: number) => void = () => undefined,
): Promise<Compared> => {
  const checkpoint = await proof.checkpoint();
  const size = checkpoint?.size ?? 0;
  const unsealed = Math.max(0, (await log.head(shard)) - size);
  if (!checkpoint) return { shard, size, unsealed, findings: await missing(shard, log) };
  const tree = new GrowingTree();
  for await (const { entry } of entriesNow(shard, log, size)) {
    tree.add(entry);
    if (tree.takeFinished().length > 0) onProgress(tree.size);
  }
  if (tree.size === size && tree.root().equals(checkpoint.root)) return { shard, size, unsealed, findings: [] };
  return { shard, size, unsealed, findings: await located(shard, proof, log, size) };
};

/** A log that was never signed has nothing to be held to; one that was has lost it. */
const missing = async (shard: Shard, log: EventLog): Promise<readonly Finding[]> =>
  (await hasBegun(log, shard)) ? [{ shard, position: 0, cause: 'proof-files-missing' }] : [];

interface EntryNow {
  readonly position: Position;
  readonly entry: Buffer;
}

/** Entries as the log would be signed now: of the events that are there, in their order. */
export async function* entriesNow(shard: Shard, log: EventLog, size: number): AsyncGenerator<EntryNow> {
  const leaves = new Map<string, { readonly version: number; readonly leaf: Buffer }>();
  for await (const events of log.scan(shard, { upTo: size })) {
    for (const event of events) {
      const entry = entryOf(event, previousOf(event, leaves));
      leaves.set(event.stream, { version: event.version, leaf: leafHash(entry) });
      yield { position: event.position, entry };
    }
  }
}

const previousOf = (
  { stream, version }: StoredEvent,
  leaves: ReadonlyMap<string, { readonly version: number; readonly leaf: Buffer }>,
): Buffer | null => {
  const known = leaves.get(stream);
  return known?.version === version - 1 ? known.leaf : null;
};

/** `previous` follows from another event of the stream: that one is the finding. */
const followed = ['previous'];

const located = async (shard: Shard, proof: ProofLog, log: EventLog, size: number): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  const found = (position: Position, cause: Tampering, fields?: readonly string[]): void => {
    if (findings.length < mostFindings) findings.push({ shard, position, cause, ...(fields ? { fields } : {}) });
  };
  const signed = signedEntries(proof, size);
  let expected = 1;
  const missingUpTo = async (position: Position): Promise<Buffer | undefined> => {
    for (; expected < position; expected += 1) {
      await signed.next();
      found(expected, 'missing');
    }
    expected += 1;
    return (await signed.next()).value as Buffer | undefined;
  };
  for await (const { position, entry } of entriesNow(shard, log, size)) {
    if (position < expected) {
      found(position, 'inserted');
      continue;
    }
    const then = await missingUpTo(position);
    if (then === undefined) found(position, 'inserted');
    else if (!then.equals(entry)) {
      const fields = fieldsThatDiffer(then, entry).filter(field => !followed.includes(field));
      if (fields.length > 0) found(position, 'changed', fields);
    }
  }
  await missingUpTo(size + 1);
  if (findings.length === 0) found(0, 'proof-files-damaged');
  return findings;
};

async function* signedEntries(proof: ProofLog, size: number): AsyncGenerator<Buffer, undefined> {
  for (let bundle = 0; bundle * tileWidth < size; bundle += 1) yield* await proof.entries(bundle, size);
  return undefined;
}

const fieldsThatDiffer = (then: Buffer, now: Buffer): string[] => {
  const [before, after] = [then, now].map(entry => JSON.parse(entry.toString('utf8')) as Record<string, unknown>);
  return Object.keys(before!).filter(field => JSON.stringify(before![field]) !== JSON.stringify(after![field]));
};
