import {
  type Append,
  type AppendResult,
  type EventLog,
  type KnownCommand,
  LogGap,
  type Position,
  type Shard,
  type StoredEvent,
  type StreamAppend,
} from '../event-log.js';

/** The other log already holds something else, or did not take an event where it stood: nothing more is copied. */
export class CopyRefused extends Error {}

/** So many commands are on their way at once; a log stores them in the order they come. */
const together = 200;

/**
 * Copies a shard's events and commands, as they are and in their order, to a log that holds a beginning of them or
 * nothing: what was copied before is not copied again. Both logs must be dense, and nobody else may write to either.
 *
 * Positions stay, so everything that names one stays true: checkpoints, proofs, positions handed out.
 * @throws CopyRefused LogGap
 */
export const copyLog = async (
  shard: Shard,
  from: EventLog,
  to: EventLog,
  onProgress: (position: Position) => void = () => undefined,
): Promise<{ readonly copied: number; readonly commands: number }> => {
  const start = await to.head(shard);
  await assertBeginning(shard, from, to, start);
  const events = new EventsInOrder(shard, from.scan(shard, { after: start })[Symbol.asyncIterator](), start);
  let commands = 0;
  let batch: { readonly append: Append; readonly known: KnownCommand }[] = [];
  const send = async (): Promise<void> => {
    const results = await Promise.all(batch.map(({ append }) => to.append(append)));
    results.forEach((result, index) => assertSame(batch[index]!.known, result));
    commands += batch.length;
    onProgress(batch.at(-1)?.known.lastPosition ?? start);
    batch = [];
  };
  for await (const knowns of from.scanCommands(shard, start)) {
    for (const known of knowns) {
      // Carried out before the copy stopped, and stored whole: only those without events may have come after it.
      const has = known.lastPosition >= known.firstPosition;
      if (has && known.lastPosition <= start) continue;
      const own = has ? await events.take(known) : [];
      batch.push({ append: appendOf(shard, known, own), known });
      if (batch.length === together) await send();
    }
  }
  await send();
  await events.assertNoneLeft();
  return { copied: (await to.head(shard)) - start, commands };
};

const assertBeginning = async (shard: Shard, from: EventLog, to: EventLog, start: Position): Promise<void> => {
  if (start === 0) return;
  const [[here], [there]] = (await Promise.all(
    [from, to].map(log => log.readAll(shard, { after: start - 1, limit: 1 })),
  )) as [readonly StoredEvent[], readonly StoredEvent[]];
  if (here?.eventId !== there?.eventId)
    throw new CopyRefused(`${shard}: at ${start} the other log holds another event; it is not a copy of this one`);
};

const assertSame = (known: KnownCommand, result: AppendResult): void => {
  if (result.status === 'conflict')
    throw new CopyRefused(`command ${known.commandId}: ${result.stream} is at ${result.actual} in the other log`);
  const { firstPosition, lastPosition } = result.status === 'duplicate' ? result.known : result;
  if (firstPosition !== known.firstPosition || lastPosition !== known.lastPosition)
    throw new CopyRefused(`command ${known.commandId} stands elsewhere in the other log: at ${firstPosition}`);
};

/** The events of one command in their order, stream by stream. Without any, nobody knows what else came with it. */
const appendOf = (shard: Shard, known: KnownCommand, events: readonly StoredEvent[]): Append => {
  const [first] = events;
  const streams: StreamAppend[] = [];
  for (const event of events) {
    const part = streams.at(-1);
    if (part?.stream === event.stream) (part.events as StoredEvent[]).push(event);
    else streams.push({ stream: event.stream, expected: event.version - 1, events: [event] });
  }
  return {
    shard,
    streams,
    metadata: {
      commandId: known.commandId,
      scheme: first?.scheme ?? '*',
      actor: first?.actor ?? { id: 'system:copy', role: 'system' },
      ...(first?.cause ? { cause: first.cause } : {}),
      correlation: first?.correlation ?? known.commandId,
      recordedAt: first?.recordedAt ?? '',
      ...(known.fingerprint === null ? {} : { fingerprint: known.fingerprint }),
    },
    answer: known.answer,
  };
};

/** The source's events, handed out command by command. */
class EventsInOrder {
  private batch: readonly StoredEvent[] = [];
  private at = 0;

  constructor(
    private readonly shard: Shard,
    private readonly batches: AsyncIterator<readonly StoredEvent[]>,
    private position: Position,
  ) {}

  async take({ commandId, lastPosition }: KnownCommand): Promise<readonly StoredEvent[]> {
    const taken: StoredEvent[] = [];
    while (this.position < lastPosition) {
      const event = await this.next();
      if (event?.position !== this.position + 1 || event.commandId !== commandId)
        throw new LogGap(`${this.shard}: no event of command ${commandId} at ${this.position + 1}`);
      this.position = event.position;
      taken.push(event);
    }
    return taken;
  }

  async assertNoneLeft(): Promise<void> {
    const event = await this.next();
    if (event) throw new LogGap(`${this.shard}: ${event.position} belongs to no command; somebody goes on writing`);
  }

  private async next(): Promise<StoredEvent | undefined> {
    while (this.at >= this.batch.length) {
      const { value, done } = await this.batches.next();
      if (done) return undefined;
      this.batch = value as readonly StoredEvent[];
      this.at = 0;
    }
    return this.batch[this.at++];
  }
}
