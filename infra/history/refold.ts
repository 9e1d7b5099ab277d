import { type DomainEvent, foldAll, type SealedFields, upcast, type Upcasters } from '#kernel';
import type { AnyFold } from './folds.js';
import type { GoldenEvent, GoldenStream } from './golden.js';
import { plain } from './plain.js';

/**
 * How much of the sealed part is read. `opened`: all of it. `destroyed`: the fields are there, their values are gone
 * with the keys. `unread`: keys were not asked for, as when money is folded from the clear part alone.
 */
export type Reading = 'opened' | 'destroyed' | 'unread';

/** The events as deciders see them today: parsed, and read through the upcasters. */
export const read = (
  { events }: Pick<GoldenStream, 'events'>,
  upcasters: Upcasters,
  reading: Reading = 'opened',
): DomainEvent[] => events.map(event => upcast(upcasters, parsed(event, reading)));

/** The state a stored stream has now. */
export const refold = (
  golden: Pick<GoldenStream, 'events'>,
  fold: AnyFold,
  upcasters: Upcasters,
  reading?: Reading,
): unknown => plain(foldAll(fold, read(golden, upcasters, reading)));

const parsed = (
  { type, schemaVersion, effectiveAt, clear, sealedFields }: GoldenEvent,
  reading: Reading,
): DomainEvent => {
  const event = { type, version: schemaVersion, effectiveAt, data: JSON.parse(clear) as unknown };
  if (!sealedFields || reading === 'unread') return event;
  return { ...event, sealed: reading === 'destroyed' ? withoutValues(sealedFields) : sealedFields };
};

const withoutValues = (fields: SealedFields): SealedFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { subject, class: sealClass }]) => [name, { subject, class: sealClass }]),
  );
