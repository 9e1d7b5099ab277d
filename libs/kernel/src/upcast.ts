import type { DomainEvent } from './event.js';

/** Reads one version of an event as the next. Stored bytes are never rewritten; old versions are read through these. */
export type Upcaster = (event: DomainEvent) => DomainEvent;

/** Event type → version it reads → how. `{ 'benefits.ClaimReceived': { 1: readV1AsV2 } }` */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/** Applies upcasters until none is left for the event's version. */
export const upcast = (upcasters: Upcasters, event: DomainEvent): DomainEvent => {
  const byVersion = upcasters[event.type];
  if (!byVersion) return event;
  let current = event;
  for (let step = byVersion[current.version]; step; step = byVersion[current.version]) {
    const next = step(current);
    if (next.version <= current.version)
      throw new Error(`upcaster of ${event.type} v${current.version} does not move on`);
    current = next;
  }
  return current;
};
