import type { Append, KnownCommand, Position, StreamAppend } from '../event-log.js';
import type { ComposedBatch, Lookup, StreamHead } from './batch.js';
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
  private readonly heads = new Recently<string, StreamHead>(streamsRemembered);
  private readonly commands = new Recently<string, KnownCommand>(commandsRemembered);

  /**
   * Those of a batch of which something must be looked up. What is not remembered can be guessed, but not where the
   * store could not tell that the guess was wrong: which attempt led there, or a stream taken not to exist and to which
   * nothing is appended.
   * @param cautious guess nothing
   */
  unknownOf(batch: readonly Append[], cautious: boolean): readonly Append[] {
    const appendedTo = new Set<string>();
    return batch.filter(({ metadata, streams }) => {
      const isKnown = streams.every(
        append =>
          this.heads.get(append.stream) !== undefined ||
          (!cautious && (appendedTo.has(append.stream) || guessable(append))),
      );
      for (const { stream, events } of streams) if (events.length > 0) appendedTo.add(stream);
      return !isKnown || (cautious && this.commands.get(metadata.commandId) === undefined);
    });
  }

  /** All there is to compose a batch; undefined when nothing is known of the head. What is remembered is the newest. */
  about(batch: readonly Append[], found: Lookup | undefined): { lookup: Lookup; premises: Premises } | undefined {
    const { head, lastEventId } = this;
    if (head === undefined) return undefined;
    const heads = new Map<string, StreamHead>();
    const commands = new Map<string, KnownCommand>();
    const guessed = new Map<string, number>();
    for (const { metadata, streams } of batch) {
      const { commandId } = metadata;
      const command = this.commands.get(commandId) ?? found?.commands.get(commandId);
      if (command) commands.set(commandId, command);
      for (const append of streams) {
        const { stream, expected } = append;
        const known = this.heads.get(stream) ?? found?.heads.get(stream);
        if (known) heads.set(stream, known);
        else if (!heads.has(stream)) {
          if (!guessable(append)) return undefined;
          heads.set(stream, { version: expected as number });
          guessed.set(stream, expected as number);
        }
      }
    }
    return { lookup: { heads, commands }, premises: { head, lastEventId, guessed } };
  }

  /** What holds once this batch is stored. */
  assume({ head, lastEventId, heads, commands }: ComposedBatch): void {
    this.head = head;
    this.lastEventId = lastEventId ?? this.lastEventId;
    for (const [stream, is] of heads) this.heads.set(stream, is);
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
    this.heads.clear();
    this.commands.clear();
  }
}

const guessable = ({ expected, after, events }: StreamAppend): boolean =>
  expected !== 'any' && after === undefined && (expected > 0 || events.length > 0);
