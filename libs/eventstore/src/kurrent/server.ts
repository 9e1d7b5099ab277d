import {
  type AppendStreamRequest,
  type AllStreamRecordedEvent,
  BACKWARDS,
  END,
  KurrentDBClient,
  type MultiAppendResult,
  type Position as Place,
  type RecordedEvent,
  START,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import { LogUnavailable } from '../event-log.js';
import { isGone, isStreamNotFound, readFailure } from './outcomes.js';

export type { Place };

/** A record as read from $all, with its place there. */
export type PlacedRecord = AllStreamRecordedEvent;

/**
 * The few things the log asks of a server. Everything is asked of the leader: a follower that lags behind would deny
 * what was stored. Reads that get no answer end too.
 */
export class KurrentServer {
  private client: KurrentDBClient;

  /** @param readMs how long a read may take until its next record is there. */
  constructor(
    private readonly url: string,
    private readonly readMs: number,
  ) {
    this.client = KurrentDBClient.connectionString(url);
  }

  /** What the server says it is; undefined when it does not say. @throws LogUnavailable */
  async version(): Promise<string | undefined> {
    const { client } = this;
    try {
      const { serverVersion } = await this.inTime(client['capabilities']);
      return serverVersion === 'unknown' ? undefined : serverVersion;
    } catch (error) {
      this.renew(client);
      throw new LogUnavailable('the server does not say what it can do', { cause: error });
    }
  }

  /** All of it is stored, or nothing. */
  async append(requests: AppendStreamRequest[]): Promise<MultiAppendResult> {
    await this.version();
    return this.client.multiStreamAppend(requests);
  }

  async last(stream: string): Promise<RecordedEvent | undefined> {
    const read = () =>
      this.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true });
    return (await this.all(stream, read))[0];
  }

  /** A record by its revision. */
  async at(stream: string, revision: bigint): Promise<RecordedEvent | undefined> {
    const read = () => this.client.readStream(stream, { fromRevision: revision, maxCount: 1, requiresLeader: true });
    return (await this.all(stream, read))[0];
  }

  /** Oldest first; none when there is no such stream. */
  stream(stream: string, fromRevision: bigint): Promise<RecordedEvent[]> {
    return this.all(stream, () => this.client.readStream(stream, { fromRevision, requiresLeader: true }));
  }

  /** Records whose stream's name begins so, in the server's order, from a place on (that included). */
  across(prefix: string, from: Place | undefined, maxCount: number): Promise<PlacedRecord[]> {
    const filter = streamNameFilter({ prefixes: [prefix] });
    const read = () => this.client.readAll({ fromPosition: from ?? START, filter, maxCount, requiresLeader: true });
    return this.all(prefix, read) as Promise<PlacedRecord[]>;
  }

  /**
   * Calls back at each new record of a stream, and when the subscription (again) stands: what came while there was none
   * is not told, so whoever is called asks for what comes after the last they had. Goes on until stopped.
   */
  watch(stream: string, wake: () => void): () => void {
    let stopped = false;
    let stop: () => void = () => undefined;
    const begin = (): void => {
      if (stopped) return;
      const subscription = this.client.subscribeToStream(stream, { fromRevision: END });
      let over = false;
      const again = (): void => {
        if (over) return;
        over = true;
        clearTimeout(unconfirmed);
        void subscription.unsubscribe().catch(() => undefined);
        stop = () => undefined;
        if (!stopped) setTimeout(begin, resubscribeMs).unref();
      };
      const unconfirmed = setTimeout(again, this.readMs).unref();
      subscription.on('error', again).once('end', again).once('close', again);
      subscription.on('confirmation', () => {
        clearTimeout(unconfirmed);
        wake();
      });
      subscription.on('data', wake);
      stop = again;
    };
    begin();
    return () => {
      stopped = true;
      stop();
    };
  }

  /** Takes back what a test wrote: soft deletes, which a scavenge makes room of. Deleted streams stay deleted. */
  async deleteStreams(prefix: string): Promise<void> {
    const streams = new Set<string>();
    for (let from: Place | undefined; ;) {
      const records = await this.across(prefix, from, deletingPage);
      for (const { streamId } of records) streams.add(streamId);
      if (records.length < deletingPage) break;
      from = records.at(-1)!.position;
    }
    for (const stream of streams) {
      try {
        await this.client.deleteStream(stream);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  /**
   * A client asks once, at its first append on a connection, what the server can do, and keeps the answer; also an
   * error, or none. One that has no good answer would never append again: another takes its place.
   */
  private renew(failed: KurrentDBClient): void {
    if (this.client !== failed) return;
    this.client = KurrentDBClient.connectionString(this.url);
    void failed.dispose().catch(() => undefined);
  }

  private async all(what: string, read: () => AsyncIterable<{ event?: RecordedEvent }>): Promise<RecordedEvent[]> {
    const records: RecordedEvent[] = [];
    try {
      const iterator = read()[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.inTime(iterator.next());
        if (next.done) return records;
        if (next.value.event) records.push(next.value.event);
      }
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      throw readFailure(error, what);
    }
  }

  private async inTime<Result>(work: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new LogUnavailable(`no answer within ${this.readMs} ms`)), this.readMs);
    });
    // Whatever comes too late is nobody's.
    work.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const resubscribeMs = 200;
const deletingPage = 5_000;
