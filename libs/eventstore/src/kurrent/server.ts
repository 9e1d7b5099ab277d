import { setTimeout as pause } from 'node:timers/promises';
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
import { isGone, isRedirect, isStreamNotFound, meaningOf, readFailure } from './outcomes.js';

export type { Place };

/** A record as read from $all, with its place there. */
export type PlacedRecord = AllStreamRecordedEvent;

/**
 * The few things the log asks of a server. Everything is asked of the leader: a follower that lags behind would deny
 * what was stored. Reads that get no answer end too.
 */
export class KurrentServer {
  private client: KurrentDBClient;
  private readonly retired = new Set<KurrentDBClient>();
  private renewedAt = 0;

  /** @param readMs how long a read may take until its next record is there. */
  constructor(
    private readonly url: string,
    private readonly readMs: number,
  ) {
    this.client = KurrentDBClient.connectionString(url);
  }

  /** What the server says it is; undefined when it does not say. @throws LogUnavailable */
  async version(client = this.client): Promise<string | undefined> {
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
    const { client } = this;
    await this.version(client);
    return client.multiStreamAppend(requests);
  }

  async last(stream: string): Promise<RecordedEvent | undefined> {
    const read = (client: KurrentDBClient) =>
      client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true });
    return (await this.all(stream, read))[0];
  }

  /** A record by its revision. */
  async at(stream: string, revision: bigint): Promise<RecordedEvent | undefined> {
    const read = (client: KurrentDBClient) =>
      client.readStream(stream, { fromRevision: revision, maxCount: 1, requiresLeader: true });
    return (await this.all(stream, read))[0];
  }

  /** Oldest first; none when there is no such stream. */
  stream(stream: string, fromRevision: bigint): Promise<RecordedEvent[]> {
    return this.all(stream, client => client.readStream(stream, { fromRevision, requiresLeader: true }));
  }

  /** Records whose stream's name begins so, in the server's order, from a place on (that included). */
  across(prefix: string, from: Place | undefined, maxCount: number): Promise<PlacedRecord[]> {
    const filter = streamNameFilter({ prefixes: [prefix] });
    const read = (client: KurrentDBClient) =>
      client.readAll({ fromPosition: from ?? START, filter, maxCount, requiresLeader: true });
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

  /** Streams whose name begins so, deleted ones too until a scavenge. */
  async streamsNamed(prefix: string): Promise<ReadonlySet<string>> {
    const streams = new Set<string>();
    for (let from: Place | undefined; ;) {
      const records = await this.across(prefix, from, namingPage);
      for (const { streamId } of records) streams.add(streamId);
      if (records.length < namingPage) return streams;
      from = records.at(-1)!.position;
    }
  }

  /** Takes back what a test wrote: soft deletes, which a scavenge makes room of. Deleted streams stay deleted. */
  async deleteStreams(prefix: string): Promise<void> {
    for (const stream of await this.streamsNamed(prefix)) {
      try {
        await this.client.deleteStream(stream);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.client, ...this.retired].map(ended));
  }

  /**
   * Takes another client in place of one that got no good answer. The client keeps some of its failures for good: what
   * the server can do is asked once per connection and kept, also an error, or none at all; and a server that was away
   * for some seconds is not looked for any more. What is under way on the old one is seen through.
   */
  private renew(failed: KurrentDBClient): void {
    if (this.client !== failed || Date.now() < this.renewedAt + renewMs) return;
    this.renewedAt = Date.now();
    this.client = KurrentDBClient.connectionString(this.url);
    this.retired.add(failed);
    const dispose = (): void => {
      this.retired.delete(failed);
      void ended(failed).catch(() => undefined);
    };
    setTimeout(dispose, retiredMs).unref();
  }

  private async all(
    what: string,
    read: (client: KurrentDBClient) => AsyncIterable<{ event?: RecordedEvent }>,
  ): Promise<RecordedEvent[]> {
    const { client } = this;
    const records: RecordedEvent[] = [];
    try {
      const iterator = read(client)[Symbol.asyncIterator]();
      for (;;) {
        const next = await this.inTime(iterator.next());
        if (next.done) return records;
        if (next.value.event) records.push(next.value.event);
      }
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      // A new client would not know the leader.
      if (meaningOf(error) === 'doubt' && !isRedirect(error)) this.renew(client);
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

/** The client's own end leaves its connections open, and with them what keeps them alive: they are closed too. */
const ended = async (client: KurrentDBClient): Promise<void> => {
  await client.dispose();
  // Where there was none yet it is made, which may take a search for the leader: nobody waits for that.
  const unknown = pause(closingMs, undefined, { ref: false });
  const channel = await Promise.race([client['getChannel'](), unknown]).catch(() => undefined);
  channel?.close();
};

const closingMs = 200;
const resubscribeMs = 200;
/** A client is given so much time before another takes its place, and so much more for what is under way on it. */
const renewMs = 500;
const retiredMs = 30_000;
const namingPage = 5_000;
