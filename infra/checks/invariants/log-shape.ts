import { v5 as uuidv5 } from 'uuid';
import type { Position, RecordedEvent, Shard } from '#eventstore';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

/** Positions of the events of one command. */
export interface CommandRange {
  readonly commandId: string;
  readonly first: Position;
  readonly last: Position;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const name = 'log shape';

/**
 * Positions 1, 2, 3 … in a shard; versions 1, 2, 3 … in a stream; the events of a command together and once, each
 * under the id that follows from the command's. Whoever lost, doubled or renumbered an event is seen here.
 */
export class LogShape implements LogInvariant {
  private readonly heads = new Map<Shard, Position>();
  private readonly versions = new Map<string, number>();
  private readonly commands = new Map<Shard, Map<string, { first: Position; last: Position }>>();

  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    const { shard, position, stream, version, recordedAt } = event.recorded;
    this.findings.checked('events');
    const expected = (this.heads.get(shard) ?? 0) + 1;
    this.require(event, position === expected, `stands where position ${expected} was due`);
    this.heads.set(shard, position);
    const place = `${shard}|${stream}`;
    const next = (this.versions.get(place) ?? 0) + 1;
    this.require(event, version === next, `is version ${version} of ${stream}, where ${next} was due`);
    this.versions.set(place, version);
    this.require(event, instant.test(recordedAt), `was recorded at ${recordedAt}, which is no instant`);
    this.seeCommand(event);
  }

  private seeCommand(event: RecordedEvent): void {
    const { shard, position, commandId, eventId } = event.recorded;
    let ranges = this.commands.get(shard);
    if (!ranges) this.commands.set(shard, (ranges = new Map()));
    const range = ranges.get(commandId);
    if (!range) ranges.set(commandId, { first: position, last: position });
    else {
      const apart = range.last !== position - 1;
      this.require(event, !apart, `belongs to command ${commandId}, whose events ended at ${range.last}`);
      range.last = position;
    }
    const index = position - (range?.first ?? position);
    const due = uuidv5(String(index), commandId);
    this.require(event, eventId === due, `has id ${eventId}; the command's event ${index} is ${due}`);
  }

  /** Position of the last event seen. */
  headOf(shard: Shard): Position {
    return this.heads.get(shard) ?? 0;
  }

  rangesOf(shard: Shard): readonly CommandRange[] {
    return [...(this.commands.get(shard) ?? [])].map(([commandId, range]) => ({ commandId, ...range }));
  }

  private require(event: RecordedEvent, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(event)} ${wrong}`);
  }
}
