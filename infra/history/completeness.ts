import type { Upcasters } from '#kernel';
import { declaredEvents } from '../docs/sources.js';
import { contextOf, type GoldenStream, historyFolder, kindOf, lastOf } from './golden.js';

type Told = readonly Pick<GoldenStream, 'events'>[];

/** A history tells of the event it ends with: what its other events do may be hidden by those after them. */
export const kindsTold = (histories: Told): ReadonlySet<string> =>
  new Set(histories.map(history => kindOf(lastOf(history))));

/** Every event type the sources declare, in its current version. */
export const declaredKinds = (): string[] =>
  declaredEvents().map(({ name, version }) => kindOf({ type: name, schemaVersion: version }));

/** Declared kinds of event that no history tells. */
export const missing = (declared: readonly string[], histories: Told): string[] => {
  const told = kindsTold(histories);
  return declared.filter(kind => !told.has(kind)).map(kind => `${kind} in ${historyFolder(contextOf(kind))}`);
};

/** Old versions that are still read, and of which no history shows that they are read rightly. */
export const unprovenUpcasters = (upcasters: Upcasters, histories: Told): string[] => {
  const told = kindsTold(histories);
  return Object.entries(upcasters)
    .flatMap(([type, byVersion]) =>
      Object.keys(byVersion).map(version => kindOf({ type, schemaVersion: Number(version) })),
    )
    .filter(kind => !told.has(kind));
};
