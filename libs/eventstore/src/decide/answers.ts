import type { Refusal } from '#kernel';
import type { Shard } from '../event-log.js';
import { type Answer, CommandRefused } from '../decisions.js';
import type { DataKeys } from '../sealing/data-keys.js';
import { keysNamedIn, openFields, parseEnvelope, sealFields } from '../sealing/envelope.js';

/** What stands where an answer stood whose key was destroyed. */
export const erasedAnswer = { erased: true } as const;

interface Kept {
  readonly clear?: unknown;
  readonly sealed?: object;
  readonly refused?: Refusal;
}

/** Answers as they are kept with their command: in clear, or sealed when they name acts or reasons. */
export class Answers {
  constructor(private readonly keys: DataKeys) {}

  async keep(shard: Shard, commandId: string, answer: Answer): Promise<Uint8Array> {
    if (!answer.seal) return Buffer.from(JSON.stringify({ clear: answer.body }));
    const [key] = await this.keys.forSealing(shard, [answer.seal]);
    const sealed = sealFields(placeOf(commandId), { answer: { ...answer.seal, value: answer.body } }, () => key);
    return Buffer.concat([Buffer.from('{"sealed":'), sealed, Buffer.from('}')]);
  }

  /** A refusal that is remembered: why, and nothing of what it was about, which stays with the first caller. */
  keepRefusal({ outcome, reason, kind }: Refusal): Uint8Array {
    return Buffer.from(JSON.stringify({ refused: { outcome, reason, kind } }));
  }

  /** @throws CommandRefused when that was the answer. */
  async open(shard: Shard, commandId: string, kept: Uint8Array | null): Promise<unknown> {
    if (!kept) return null;
    const { clear, sealed, refused } = JSON.parse(Buffer.from(kept).toString('utf8')) as Kept;
    if (refused) throw new CommandRefused(refused);
    if (!sealed) return clear ?? null;
    const envelope = parseEnvelope(Buffer.from(JSON.stringify(sealed)))!;
    const names = keysNamedIn(envelope);
    const keys = await this.keys.forOpening(shard, names);
    const fields = openFields(
      placeOf(commandId),
      envelope,
      name => keys[names.findIndex(other => other.subject === name.subject && other.class === name.class)],
    );
    return fields['answer']?.value ?? erasedAnswer;
  }
}

const placeOf = (commandId: string) => ({ eventId: commandId, type: 'answer' });
