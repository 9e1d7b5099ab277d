import { createHash } from 'node:crypto';
import type { Day, Instant } from '#kernel';

/** Somebody read something: who, when, by which operation, and whom it was about. Never what was read. */
export interface Reading {
  readonly at: Instant;
  /** Pseudonymous subject. */
  readonly actor: string;
  readonly role: string;
  readonly operation: string;
  /** Scheme of the path, or `*`. */
  readonly scheme: string;
  /** Without its query: ids alone. */
  readonly path: string;
  /** As known at the end of which day, where it was not today. */
  readonly knownOn: string | null;
  readonly outcome: 'answered' | 'refused';
  /** Whose data the answer spoke of: `scheme/person`. */
  readonly persons: readonly string[];
}

/** A reading as it is kept: numbered without a gap, each bound to the one before it. */
export interface KeptReading extends Reading {
  readonly number: number;
}

/** As stored. `hash = SHA-256(previous ‖ UTF-8 bytes of the entry)`; `previous` of the first is 32 zero bytes. */
export interface ReadingRecord {
  readonly number: number;
  /** JSON, kept as written. */
  readonly entry: string;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

export interface ReadingsWanted {
  /** `scheme/person` */
  readonly person?: string;
  readonly actor?: string;
  /** Only those asked for in these schemes; of all where absent. */
  readonly schemes?: readonly string[];
  /** Read on these days, both inside, in UTC. */
  readonly from?: Day;
  readonly to?: Day;
  readonly limit: number;
  readonly offset?: number;
}

/** Who read what: append-only, each entry bound to the one before. */
export abstract class Readings {
  /** Resolves once it is kept: nobody is answered before. */
  abstract record(reading: Reading): Promise<void>;
  /** The newest first. */
  abstract find(wanted: ReadingsWanted): Promise<readonly KeptReading[]>;
  /** The newest of all; undefined when nobody read anything. */
  abstract last(): Promise<Pick<ReadingRecord, 'number' | 'hash'> | undefined>;
  /** All of them, oldest first, for whoever checks the chain. */
  abstract scan(): AsyncIterable<readonly ReadingRecord[]>;
}

export const beginning = Buffer.alloc(32);

export const entryOf = (reading: Reading): string =>
  JSON.stringify({
    at: reading.at,
    actor: reading.actor,
    role: reading.role,
    operation: reading.operation,
    scheme: reading.scheme,
    path: reading.path,
    knownOn: reading.knownOn,
    outcome: reading.outcome,
    persons: reading.persons,
  } satisfies Reading);

export const chained = (previous: Buffer, entry: string): Buffer =>
  createHash('sha256').update(previous).update(entry, 'utf8').digest();

export const matchesReading = (reading: Reading, { person, actor, schemes, from, to }: ReadingsWanted): boolean =>
  (person === undefined || reading.persons.includes(person)) &&
  (actor === undefined || reading.actor === actor) &&
  (schemes === undefined || schemes.includes(reading.scheme)) &&
  (from === undefined || reading.at.slice(0, 10) >= from) &&
  (to === undefined || reading.at.slice(0, 10) <= to);

/** Where the chain stands, and the first entry that does not fit: changed, taken out, put in or moved. */
export interface ChainChecked {
  readonly entries: number;
  /** Hash of the last entry, hex: whoever keeps it notices if entries at the end are taken away. */
  readonly head: string;
  readonly brokenAt: number | null;
}

export const checkChain = async (batches: AsyncIterable<readonly ReadingRecord[]>): Promise<ChainChecked> => {
  let [entries, head]: [number, Buffer] = [0, beginning];
  for await (const records of batches)
    for (const { number, entry, previous, hash } of records) {
      const fits = number === entries + 1 && previous.equals(head) && hash.equals(chained(head, entry));
      if (!fits) return { entries, head: head.toString('hex'), brokenAt: entries + 1 };
      [entries, head] = [number, hash];
    }
  return { entries, head: head.toString('hex'), brokenAt: null };
};
