import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '@kurrent/kurrentdb-client';
import {
  type Append,
  type AppendResult,
  type Attempt,
  LogUnavailable,
  type Shard,
  type StoredEvent,
} from '../event-log.js';
import { Recently } from '../postgres/recently.js';
import { bytesOf, compose, type Group, type Sending } from './group.js';
import type { Ledger, LedgerHead } from './ledger.js';
import type { StreamNames } from './names.js';
import { isTooOld, LogUnsuitable, meaningOf, tooOld, unsuitable } from './outcomes.js';
import { commandOf, groupRecord } from './records.js';
import type { KurrentServer } from './server.js';

export interface WriterOptions {
  /** Commands of a group at most. */
  readonly groupCommands: number;
  /** How long an append in doubt is tried again before the caller is told so. */
  readonly doubtMs: number;
  /** Nothing may be written: whoever is let in may only read. */
  readonly readOnly: boolean;
  /** Told of what is certainly stored, in the order of positions. */
  readonly onAppended: (stored: readonly StoredEvent[]) => void;
}

interface Waiting extends Sending {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

interface Led {
  readonly attempt: Attempt | undefined;
  readonly version: number;
}

const firstPauseMs = 20;
const longestPauseMs = 1_000;
/** A server takes 1 MiB at once unless told otherwise. */
const groupBytes = 256 * 1024;
const attemptsKept = 20_000;
/** So much longer one who is always refused, because others are quicker, goes on. @unit milliseconds */
const patience_ms = 30_000;

/**
 * Appends of one shard from this process, a group after the other: whatever arrives while one is stored is the next.
 *
 * A group is sent on what is believed; the server refuses it where that is wrong. After any answer but a yes, nothing
 * is believed: the ledger is read, then whether each command was carried out and where its streams are. That stays true
 * until the group is stored, or the ledger has moved and refuses it: a try that arrives late can't be stored after one
 * that took its place.
 */
export class ShardWriter {
  private arrived: Waiting[] = [];
  private sending: Promise<void> | undefined;
  private head: LedgerHead | undefined;
  private readonly led = new Recently<string, Led>(attemptsKept);
  private closed = false;

  constructor(
    private readonly shard: Shard,
    private readonly names: StreamNames,
    private readonly server: KurrentServer,
    private readonly ledger: Ledger,
    private readonly options: WriterOptions,
  ) {}

  append(append: Append): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new LogUnavailable('the log is closed'));
    if (this.options.readOnly) return Promise.reject(new LogUnsuitable(`the ${append.shard} log is open for reading`));
    return new Promise((resolve, reject) => {
      this.arrived.push({ append, token: randomUUID(), resolve, reject });
      this.sending ??= this.sendArrivals();
    });
  }

  /**
   * Begins the ledger where there is none. Asks the server for what every append needs, so that one that lacks it is
   * found out now; one that says an older version is not even asked. @throws LogUnsuitable LogUnavailable
   */
  async open(): Promise<void> {
    const version = await this.server.version().catch(() => undefined);
    if (isTooOld(version)) throw tooOld(version);
    if (this.options.readOnly) return void (await this.ledger.head());
    const opening = groupRecord({ after: 0, last: 0 });
    try {
      await this.server.append([{ streamName: this.names.ledger, expectedState: NO_STREAM, events: [opening] }]);
    } catch (error) {
      const meaning = meaningOf(error);
      if (meaning === 'unsuitable') throw unsuitable(error);
      if (meaning !== 'refused') throw new LogUnavailable(`the ${this.shard} log cannot be reached`, { cause: error });
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
  }

  private async sendArrivals(): Promise<void> {
    while (this.arrived.length > 0) {
      // Everything that arrives in this turn of the event loop goes together.
      await new Promise(resolve => setImmediate(resolve));
      await this.settle(this.nextGroup());
    }
    this.sending = undefined;
  }

  /** In order of arrival, up to the first that shares a stream or a command with one before it. */
  private nextGroup(): Waiting[] {
    const taken = new Set<string>();
    let [count, bytes] = [0, 0];
    for (const { append } of this.arrived) {
      const names = [append.metadata.commandId, ...append.streams.map(({ stream }) => stream)];
      bytes += bytesOf(append);
      const full = count === this.options.groupCommands || bytes > groupBytes || names.some(name => taken.has(name));
      if (count > 0 && full) break;
      for (const name of names) taken.add(name);
      count += 1;
    }
    return this.arrived.splice(0, count);
  }

  private async settle(group: readonly Waiting[]): Promise<void> {
    let left = group;
    let believed = left.every(({ append }) => this.isProvenByServer(append));
    const giveUpAt = Date.now() + this.options.doubtMs;
    for (let pauseMs = firstPauseMs; left.length > 0;) {
      try {
        this.head ??= await this.openedHead();
        if (!believed) left = await this.stillToDo(left);
        if (left.length > 0) await this.store(left, this.head);
        return;
      } catch (error) {
        this.head = undefined;
        believed = false;
        const meaning = meaningOf(error);
        // One command that cannot be stored does not spoil the others.
        if (meaning === 'too-large' || (meaning === 'unsuitable' && left.length > 1))
          return await this.oneByOne(left, error as Error);
        if (meaning === 'unsuitable') return reject(left, unsuitable(error));
        if (Date.now() >= (meaning === 'doubt' ? giveUpAt : giveUpAt + patience_ms))
          return reject(left, new LogUnavailable(`whether the ${this.shard} log took it is unknown`, { cause: error }));
        // Whoever was refused lost to another writer: not all at the same moment again.
        const pause = meaning === 'doubt' ? pauseMs : Math.random() * firstPauseMs;
        if (meaning === 'doubt') pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        await new Promise(resolve => setTimeout(resolve, pause));
      }
    }
  }

  /**
   * Whether the server, storing the events, finds out everything the command expects: it does not look at streams that
   * get none, and knows nothing of attempts, but no version is led to twice.
   */
  private isProvenByServer({ streams }: Append): boolean {
    return streams.every(({ stream, expected, after, events }) => {
      if (events.length === 0 && expected !== 'any') return false;
      const led = after === undefined ? undefined : this.led.get(stream);
      return after === undefined || (led?.attempt === after && led.version === expected);
    });
  }

  private async oneByOne(left: readonly Waiting[], error: Error): Promise<void> {
    if (left.length === 1) return reject(left, error);
    for (const one of left) await this.settle([one]);
  }

  private async openedHead(): Promise<LedgerHead> {
    const head = await this.ledger.head();
    if (head) return head;
    await this.open();
    return (await this.ledger.head()) ?? Promise.reject(new LogUnavailable(`the ${this.shard} log cannot be opened`));
  }

  /** Answers what was carried out before or cannot be; the rest is as the commands expect, while the ledger stands. */
  private async stillToDo(left: readonly Waiting[]): Promise<readonly Waiting[]> {
    const results = await Promise.all(left.map(waiting => this.lookUp(waiting)));
    results.forEach((result, index) => result && left[index]!.resolve(result));
    return left.filter((_, index) => !results[index]);
  }

  private async lookUp({ append, token }: Waiting): Promise<AppendResult | undefined> {
    const record = await this.server.last(this.names.ofCommand(append.metadata.commandId));
    if (record) {
      const { known, token: stored } = commandOf(record);
      if (stored !== token) return { status: 'duplicate', known };
      return { status: 'appended', firstPosition: known.firstPosition, lastPosition: known.lastPosition };
    }
    for (const { stream, expected, after } of append.streams) {
      if (expected === 'any' && after === undefined) continue;
      const actual = Number((await this.server.last(this.names.ofStream(stream)))?.revision ?? -1n) + 1;
      const led = this.led.get(stream);
      const byAnother = after !== undefined && (led?.attempt !== after || led.version !== actual);
      if (byAnother || (expected !== 'any' && expected !== actual)) return { status: 'conflict', stream, actual };
    }
    return undefined;
  }

  private async store(sendings: readonly Waiting[], head: LedgerHead): Promise<void> {
    const group = compose(this.shard, this.names, head, sendings);
    const { responses } = await this.server.append(group.requests);
    const versions = new Map(responses.map(({ streamName, revision }) => [streamName, Number(revision) + 1]));
    this.head = { revision: head.revision + 1n, position: group.last };
    this.remember(sendings, versions);
    this.tell(group, versions);
    sendings.forEach(({ resolve }, index) => {
      const { firstPosition, lastPosition } = group.commands[index]!;
      resolve({ status: 'appended', firstPosition, lastPosition });
    });
  }

  private remember(sendings: readonly Waiting[], versions: ReadonlyMap<string, number>): void {
    for (const { append } of sendings)
      for (const { stream, events } of append.streams)
        if (events.length > 0)
          this.led.set(stream, { attempt: append.attempt, version: versions.get(this.names.ofStream(stream)) ?? 0 });
  }

  private tell(group: Group, versions: ReadonlyMap<string, number>): void {
    this.options.onAppended(group.storedAt(stream => versions.get(this.names.ofStream(stream)) ?? 0));
  }
}

const reject = (left: readonly Waiting[], error: Error): void => left.forEach(waiting => waiting.reject(error));
