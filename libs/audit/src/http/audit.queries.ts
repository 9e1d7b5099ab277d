import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventLog, type Scope, type Shard, shards, type StoredEvent } from '#eventstore';
import { addDays, Clock, type Day } from '#kernel';
import type { Bilingual, PdfDocument } from '#platform';
import { browse, eventById, seen, type SeenEvent, type Wanted } from '../browser/browse.js';
import { chainTo, type Linked } from '../browser/chain.js';
import { sentenceOf } from '../browser/sentences.js';
import { printedKey } from '../note/signed-note.js';
import { checkpointPage } from '../paper/checkpoint-page.js';
import type { Sealed } from '../proof-log/proof-log.js';
import { ProofLogs } from '../proof-log/proof-logs.js';

export interface LogView {
  readonly context: Shard;
  /** Name of the log in its checkpoints. */
  readonly origin: string;
  /** What its signatures are checked with. */
  readonly key: string;
  readonly size: number;
  readonly root: string | null;
  /** Events recorded that no checkpoint covers yet. */
  readonly unsealed: number;
}

export class Logs extends Query<readonly LogView[]> {}

@QueryHandler(Logs)
export class LogsHandler implements IQueryHandler<Logs> {
  constructor(private readonly logs: ProofLogs) {}

  async execute(): Promise<readonly LogView[]> {
    const views: LogView[] = [];
    for (const context of shards) {
      const sealer = await this.logs.of(context);
      const checkpoint = await sealer.proof.checkpoint();
      views.push({
        context,
        origin: sealer.proof.origin,
        key: printedKey(sealer.proof.key),
        size: checkpoint?.size ?? 0,
        root: checkpoint?.root.toString('base64') ?? null,
        unsealed: Math.max(0, await sealer.unsealed()),
      });
    }
    return views;
  }
}

export class Checkpoints extends Query<readonly Sealed[]> {
  constructor(
    readonly context: Shard,
    readonly on: Day,
  ) {
    super();
  }
}

@QueryHandler(Checkpoints)
export class CheckpointsHandler implements IQueryHandler<Checkpoints> {
  constructor(private readonly logs: ProofLogs) {}

  async execute({ context, on }: Checkpoints): Promise<readonly Sealed[]> {
    return (await this.logs.of(context)).proof.sealedOn(on);
  }
}

/** Null: nothing was sealed yet. */
export class CheckpointOnPaper extends Query<PdfDocument | null> {
  constructor(readonly context: Shard) {
    super();
  }
}

@QueryHandler(CheckpointOnPaper)
export class CheckpointOnPaperHandler implements IQueryHandler<CheckpointOnPaper> {
  constructor(
    private readonly logs: ProofLogs,
    private readonly clock: Clock,
  ) {}

  async execute({ context }: CheckpointOnPaper): Promise<PdfDocument | null> {
    const { proof } = await this.logs.of(context);
    const [checkpoint, note] = [await proof.checkpoint(), await proof.note()];
    if (!checkpoint || note === undefined) return null;
    const { origin, size, root } = checkpoint;
    const printed = { origin, key: printedKey(proof.key), root: root.toString('base64') };
    return checkpointPage({ size, note, printedAt: this.clock.now() }, printed);
  }
}

/** Null: no such event here, or none that a checkpoint covers. */
export type EventProofView = {
  readonly checkpoint: string;
  readonly index: number;
  /** The entry's bytes, base64: what the leaf is the hash of. */
  readonly entry: string;
  readonly proof: readonly string[];
} | null;

export class EventProof extends Query<EventProofView> {
  constructor(
    readonly scope: Scope,
    readonly event: string,
  ) {
    super();
  }
}

@QueryHandler(EventProof)
export class EventProofHandler implements IQueryHandler<EventProof> {
  constructor(
    private readonly logs: ProofLogs,
    private readonly log: EventLog,
  ) {}

  async execute({ scope, event }: EventProof): Promise<EventProofView> {
    const stored = await eventById(this.log, scope, event);
    if (!stored) return null;
    const { proof } = await this.logs.of(stored.shard);
    const [checkpoint, note] = [await proof.checkpoint(), await proof.note()];
    const index = stored.position - 1;
    if (!checkpoint || note === undefined || index >= checkpoint.size) return null;
    const entry = (await proof.entries(Math.floor(index / 256), checkpoint.size))[index % 256]!;
    const hashes = await proof.treeOf(checkpoint.size).inclusion(index);
    return {
      checkpoint: note,
      index,
      entry: entry.toString('base64'),
      proof: hashes.map(hash => hash.toString('base64')),
    };
  }
}

/** Null: the log has not been that large. */
export type ConsistencyView = { readonly from: number; readonly to: number; readonly proof: readonly string[] } | null;

export class Consistency extends Query<ConsistencyView> {
  constructor(
    readonly context: Shard,
    readonly from: number,
    readonly to?: number,
  ) {
    super();
  }
}

@QueryHandler(Consistency)
export class ConsistencyHandler implements IQueryHandler<Consistency> {
  constructor(private readonly logs: ProofLogs) {}

  async execute({ context, from, to }: Consistency): Promise<ConsistencyView> {
    const { proof } = await this.logs.of(context);
    const size = (await proof.checkpoint())?.size ?? 0;
    const until = to ?? size;
    if (from > until || until > size) return null;
    const hashes = await proof.treeOf(until, size).consistency(from);
    return { from, to: until, proof: hashes.map(hash => hash.toString('base64')) };
  }
}

export class RecordedEvents extends Query<readonly SeenEvent[]> {
  constructor(
    readonly scope: Scope,
    readonly wanted: Wanted,
    readonly page: { readonly limit: number; readonly offset?: number },
  ) {
    super();
  }
}

@QueryHandler(RecordedEvents)
export class RecordedEventsHandler implements IQueryHandler<RecordedEvents> {
  constructor(private readonly log: EventLog) {}

  async execute({ scope, wanted, page }: RecordedEvents): Promise<readonly SeenEvent[]> {
    return (await browse(this.log, scope, wanted, page)).map(seen);
  }
}

export interface Explained extends SeenEvent {
  readonly because: Bilingual;
}

/** A fact of a chain, and which facts of it led to it. */
export interface Led extends Omit<Explained, 'position'> {
  readonly ledBy: readonly string[];
}
export interface CausesView {
  readonly chain: readonly Led[];
  /** False: more led there than was followed. */
  readonly isWhole: boolean;
}

/** By the fact's id, or the last of its stream (and of a type). */
export type Effect = { readonly event: string } | { readonly stream: string; readonly type?: string };

export class Causes extends Query<CausesView> {
  constructor(
    readonly scope: Scope,
    readonly of: Effect,
  ) {
    super();
  }
}

@QueryHandler(Causes)
export class CausesHandler implements IQueryHandler<Causes> {
  constructor(private readonly log: EventLog) {}

  async execute({ scope, of }: Causes): Promise<CausesView> {
    const last = 'event' in of ? await eventById(this.log, scope, of.event) : await lastOf(this.log, scope, of);
    if (!last) return { chain: [], isWhole: true };
    const { chain, isWhole } = await chainTo(this.log, scope, last);
    return { chain: chain.map(led), isWhole };
  }
}

/** Of several logs: places in them say nothing to one another. */
const led = ({ event, ledBy }: Linked): Led => {
  const { position: _place, ...told } = explained(event);
  return { ...told, ledBy };
};

const explained = (event: StoredEvent): Explained => ({ ...seen(event), because: sentenceOf(event) });

const lastOf = async (log: EventLog, scope: Scope, of: { stream: string; type?: string }) =>
  (await browse(log, scope, of, { limit: Number.MAX_SAFE_INTEGER })).at(-1);

export interface DifferencesView {
  readonly differences: readonly Explained[];
  /** There are more of them behind these: ask again with a larger `offset`. */
  readonly more: boolean;
}

/** What became known between the ends of two days, and so may make the same question have another answer. */
export class Differences extends Query<DifferencesView> {
  constructor(
    readonly scope: Scope,
    readonly about: { readonly person?: string; readonly stream?: string },
    readonly between: { readonly from: Day; readonly to: Day },
    readonly page: { readonly limit: number; readonly offset: number },
  ) {
    super();
  }
}

@QueryHandler(Differences)
export class DifferencesHandler implements IQueryHandler<Differences> {
  constructor(private readonly log: EventLog) {}

  async execute({ scope, about, between: { from, to }, page }: Differences): Promise<DifferencesView> {
    const wanted = { ...about, recordedFrom: addDays(from, 1), recordedTo: to };
    const found = await browse(this.log, scope, wanted, { ...page, limit: page.limit + 1 });
    return { differences: found.slice(0, page.limit).map(explained), more: found.length > page.limit };
  }
}

export const auditQueries = [
  LogsHandler,
  CheckpointsHandler,
  CheckpointOnPaperHandler,
  EventProofHandler,
  ConsistencyHandler,
  RecordedEventsHandler,
  CausesHandler,
  DifferencesHandler,
];
