import type { Append, KnownCommand, Position } from '../event-log.js';
import type { ComposedBatch, Lookup } from './batch.js';
import { Recently } from './recently.js';
import type { Premises } from './shard-sql.js';

const streamsRemembered = 100_000;
const commandsRemembered = 20_000;

/**
 * How a process believes its shard to be, from what it stored itself. It stays true as long as nobody else writes, and
 * that is proved each time: a batch is stored only at the position it was composed for. What is not remembered is
 * guessed: that a command is new, and a stream where the command expects it. The store refuses a wrong guess.
 */
export class Belief {
  /** Grows whenever everything was forgotten: what was looked up before is worthless then. */
  epoch = 0;
  private head: Position | undefined;
  private lastEventId: string | undefined;
  private readonly versions = new Recently<string, number>(streamsRemembered);
  private readonly commands = new Recently<string, KnownCommand>(commandsRemembered);

  /** Whether the command and each of its streams are remembered. */
  covers({ metadata, streams }: Append): boolean {
    return (
      this.commands.get(metadata.commandId) !== undefined &&
      streams.every(({ stream }) => this.versions.get(stream) !== undefined)
    );
  }

  /**
   * Whether nothing must be looked up: what is not remembered can be guessed. Not where the store could not tell that
   * the guess was wrong: a stream that is taken not to exist, and to which nothing is appended.
   */
  suffices({ streams }: Append): boolean {
    return streams.every(({ stream, expected, events }) => {
      const guessable = expected !== 'any' && (expected > 0 || events.length > 0);
      return guessable || this.versions.get(stream) !== undefined;
    });
  }

  /** All there is to compose a batch; undefined when nothing is known of the head. What is remembered is the newest. */
  about(batch: readonly Append[], found: Lookup | undefined): { lookup: Lookup; premises: Premises } | undefined {
    const { head, lastEventId } = this;
    if (head === undefined) return undefined;
    const versions = new Map<string, number>();
    const commands = new Map<string, KnownCommand>();
    const guessed = new Map<string, number>();
    for (const { metadata, streams, follows = [] } of batch) {
      for (const id of [metadata.commandId, ...follows]) {
        const command = this.commands.get(id) ?? found?.commands.get(id);
        if (command) commands.set(id, command);
      }
      for (const { stream, expected, events } of streams) {
        if (versions.has(stream)) continue;
        const known = this.versions.get(stream) ?? found?.versions.get(stream);
        const unprovable = expected === 'any' || (expected === 0 && events.length === 0 && !found);
        if (known !== undefined) versions.set(stream, known);
        else if (unprovable) return undefined;
        else {
          versions.set(stream, expected);
          guessed.set(stream, expected);
        }
      }
    }
    return { lookup: { versions, commands }, premises: { head, lastEventId, guessed } };
  }

  /** What holds once this batch is stored. */
  assume({ head, lastEventId, versions, commands }: ComposedBatch): void {
    this.head = head;
    this.lastEventId = lastEventId ?? this.lastEventId;
    for (const [stream, version] of versions) this.versions.set(stream, version);
    for (const [id, command] of commands) this.commands.set(id, command);
  }

  /** Forgets everything when the head is elsewhere: another process wrote, and nothing tells to which streams. */
  confirm(head: Position): void {
    if (this.head !== undefined && this.head !== head) this.forget();
  }

  forget(): void {
    this.epoch += 1;
    this.head = undefined;
    this.lastEventId = undefined;
    this.versions.clear();
    this.commands.clear();
  }
}
