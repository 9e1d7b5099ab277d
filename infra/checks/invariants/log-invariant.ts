import type { RecordedEvent } from '#eventstore';

/** Something that must hold after every event of the logs, in the order they were recorded. */
export interface LogInvariant {
  see(event: RecordedEvent): void;
  /** What can be said only once everything was seen. */
  finish?(): void;
}

/** Ids of claims are their scheme's own: two schemes may use the same. */
export const inScheme = ({ recorded: { scheme } }: RecordedEvent, claim: string): string => `${scheme}/${claim}`;

/** `benefits 42 (benefits.ClaimBooked)`: where to look. */
export const placeOf = ({ type, recorded: { shard, position } }: RecordedEvent): string =>
  `${shard} ${position} (${type})`;
