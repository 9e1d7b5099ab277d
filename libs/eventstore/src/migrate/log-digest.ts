import { createHash } from 'node:crypto';
import { type EventLog, type KnownCommand, LogGap, type Position, type Shard, type StoredEvent } from '../event-log.js';
import { MerkleTree } from './merkle-tree.js';

/** What two logs with the same content have in common, and two with different content do not. */
export interface LogDigest {
  readonly events: number;
  /** Root of the Merkle tree over all events in order (RFC 9162, 2.1.1), hexadecimal. */
  readonly root: string;
  readonly commands: number;
  /** Root of the tree over all commands, by where they stand and then by id. */
  readonly commandRoot: string;
}

/**
 * Reads a whole shard and digests it. Position, bytes as stored, clear and sealed, and everything about an event count.
 * @throws LogGap when a position is missing.
 */
export const digestOf = async (
  log: EventLog,
  shard: Shard,
  onProgress: (position: Position) => void = () => undefined,
): Promise<LogDigest> => {
  const events = new MerkleTree();
  for await (const batch of log.scan(shard)) {
    for (const event of batch) {
      if (event.position !== events.size + 1) throw new LogGap(`${shard}: ${event.position} after ${events.size}`);
      events.add(entryOf(event));
    }
    onProgress(events.size);
  }
  const commands = new MerkleTree();
  for await (const batch of sameOrder(log.scanCommands(shard, 0)))
    for (const command of batch) commands.add(commandEntry(command));
  return { events: events.size, root: events.root(), commands: commands.size, commandRoot: commands.root() };
};

/** Commands without events may share their positions: those have no order of their own but that of their ids. */
async function* sameOrder(batches: AsyncIterable<readonly KnownCommand[]>): AsyncIterable<readonly KnownCommand[]> {
  let together: KnownCommand[] = [];
  for await (const batch of batches) {
    for (const command of batch) {
      const [first] = together;
      if (first?.firstPosition !== command.firstPosition || first.lastPosition !== command.lastPosition) {
        yield together.sort((one, other) => (one.commandId < other.commandId ? -1 : 1));
        together = [];
      }
      together.push(command);
    }
  }
  yield together.sort((one, other) => (one.commandId < other.commandId ? -1 : 1));
}

const sha256 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : createHash('sha256').update(bytes).digest('hex');

const entryOf = (event: StoredEvent): string =>
  JSON.stringify([
    event.position,
    event.stream,
    event.version,
    event.eventId,
    event.type,
    event.schemaVersion,
    event.scheme,
    event.effectiveAt,
    event.recordedAt,
    event.commandId,
    event.actor.id,
    event.actor.role,
    event.cause,
    event.correlation,
    sha256(event.clear),
    sha256(event.sealed),
  ]);

const commandEntry = ({ commandId, firstPosition, lastPosition, fingerprint, answer }: KnownCommand): string =>
  JSON.stringify([commandId, firstPosition, lastPosition, fingerprint, sha256(answer)]);
