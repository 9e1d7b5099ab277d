import { hash } from 'node:crypto';
import type { StoredEvent } from '#eventstore';

/**
 * What the transparency log keeps of an event: its envelope, and hashes of its bytes as they are stored. Sealed fields
 * are hashed as ciphertext: the hash of a rare fact in the clear could be guessed, and would outlive its key. `previous`
 * is the leaf before it in its stream, so that the proof of a household's last event commits to its whole history.
 * Keys stand in this order for good; the bytes are what is hashed.
 */
export const entryOf = (event: StoredEvent, previous: Buffer | null): Buffer =>
  Buffer.from(
    JSON.stringify({
      v: 1,
      shard: event.shard,
      position: event.position,
      stream: event.stream,
      version: event.version,
      eventId: event.eventId,
      type: event.type,
      schemaVersion: event.schemaVersion,
      scheme: event.scheme,
      effectiveAt: event.effectiveAt,
      recordedAt: event.recordedAt,
      commandId: event.commandId,
      actor: { id: event.actor.id, role: event.actor.role },
      cause: event.cause,
      correlation: event.correlation,
      clear: hash('sha256', event.clear, 'base64'),
      sealed: event.sealed ? hash('sha256', event.sealed, 'base64') : null,
      previous: previous?.toString('base64') ?? null,
    }),
    'utf8',
  );
