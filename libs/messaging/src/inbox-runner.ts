import { messageOf, type ParkedStream, type ReadModels, type RunnerObserver, silent, Stopping } from '#eventstore';
import type { Message } from './message.js';
import type { Inbox } from './reaction.js';
import { type RequestExecutor, RequestFailed } from './request-executor.js';
import type { Transport, Unreadable } from './transport.js';

/**
 * Listens to another context. What cannot be handled sets its stream aside; it is taken up again when the message that
 * failed is sent once more, and everything after it in its order.
 */
export class InboxRunner {
  private streams = new Map<string, ParkedStream>();
  private readonly stopping = new AbortController();
  /** What is set aside is read and written in turn: a parking under way is not lost to a reading that began before it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly inbox: Inbox,
    private readonly models: ReadModels,
    private readonly executor: RequestExecutor,
    private readonly observer: RunnerObserver = silent,
  ) {}

  get parked(): readonly ParkedStream[] {
    return [...this.streams.values()];
  }

  async start(transport: Transport): Promise<void> {
    const listening = { taken: () => this.recall(), unreadable: (record: Unreadable) => this.setAside(record) };
    await transport.subscribe(this.inbox.topic, this.inbox.name, messages => this.deliver(messages), listening);
  }

  /** The command being carried out is finished; what waits comes again. */
  stop(): void {
    this.stopping.abort();
  }

  /** Messages of one stream, in order. Rejects only when they must come again. */
  async deliver(messages: readonly Message[]): Promise<void> {
    let asked = false;
    for (const message of messages) {
      let parked = this.streams.get(message.stream);
      if (parked && !takesUp(message, parked)) {
        // Another process may have let the stream go, or have it wait for another message: asked once a batch.
        if (!asked) await this.recall();
        asked = true;
        parked = this.streams.get(message.stream);
        if (parked && !takesUp(message, parked)) continue;
      }
      try {
        await this.handle(message);
        if (parked) await this.release(message.stream);
      } catch (error) {
        if (error instanceof Stopping) throw error;
        await this.park(message, error, parked, message.id);
      }
    }
  }

  /** What is set aside, by us or by another process that listened before us. */
  recall(): Promise<void> {
    return this.inTurn(async () => {
      const parked = await this.models.parked(this.inbox.shard, this.inbox.name);
      this.streams = new Map(parked.map(stream => [stream.stream, stream]));
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /**
   * Something that is no message. When its stream and version can be read, the stream waits there for the message to be
   * said again, in order; otherwise none of ours is missing, and only the place it lies at is noted.
   */
  private async setAside({ stream, revision, place, offset, problem }: Unreadable): Promise<void> {
    const known = stream !== undefined && revision !== undefined;
    const of = known ? { stream, revision } : { stream: place, revision: offset };
    const parked = this.streams.get(of.stream);
    if (parked && parked.position !== of.revision) return;
    await this.park(of, new Error(`${place}: ${problem}`), parked);
  }

  private async handle(message: Message): Promise<void> {
    const { on, name } = this.inbox;
    const handler = Object.hasOwn(on, message.type) ? on[message.type] : undefined;
    if (!handler) return;
    const { id, stream, scheme, correlation, cause } = message;
    for (const request of handler(message))
      await this.executor.carryOut(name, request, { id, stream, scheme, correlation, cause }, this.stopping.signal);
  }

  private async park(
    { stream, revision }: Pick<Message, 'stream' | 'revision'>,
    error: unknown,
    before: ParkedStream | undefined,
    id?: string,
  ): Promise<void> {
    const tried = error instanceof RequestFailed ? error.attempts : 1;
    const parked: ParkedStream = {
      name: this.inbox.name,
      stream,
      // Of a stream of another context, what is known is the version it had.
      position: revision,
      error: id === undefined ? messageOf(error) : `${messageOf(error)} (message ${id})`,
      attempts: tried + (before?.attempts ?? 0),
    };
    await this.inTurn(async () => {
      await this.models.park(this.inbox.shard, parked);
      this.streams.set(stream, parked);
    });
    this.observer.parked?.(parked);
  }

  private release(stream: string): Promise<void> {
    return this.inTurn(async () => {
      await this.models.unpark(this.inbox.shard, this.inbox.name, stream);
      this.streams.delete(stream);
    });
  }
}

/**
 * One event may say several messages, all with its version: a stream goes on with the one that failed, or what came
 * after it would pass for it. Of a record that could not be read no message is known.
 */
const takesUp = ({ id, revision }: Message, { position, error }: ParkedStream): boolean => {
  const failed = / \(message ([0-9a-f-]{36})\)$/.exec(error)?.[1];
  return revision === position && (failed === undefined || failed === id);
};
