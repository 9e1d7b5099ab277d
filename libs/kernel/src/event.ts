import type { Day } from './day.js';

/**
 * A fact, as a decider concludes it. `data` is the clear part: pseudonymous ids, dates, amounts, opaque counter keys.
 * `sealed` holds what only some may read: names, acts, diagnoses and the trace of a decision. Money, counters and
 * cover are folded from the clear part alone, so a destroyed key changes no total.
 *
 * @unit `effectiveAt`: the day the fact takes effect in the scheme's calendar; the log adds the instant it was recorded.
 */
export interface DomainEvent<
  Type extends string = string,
  Version extends number = number,
  Data = unknown,
  Sealed extends SealedFields | undefined = SealedFields | undefined,
> {
  readonly type: Type;
  readonly version: Version;
  readonly effectiveAt: Day;
  readonly data: Data;
  readonly sealed?: Sealed;
}

/**
 * Who holds a key to a field. `identity`: names, birth dates, telephone numbers (C2). `medical`: acts, diagnoses, the
 * trace of a decision (C3). `secret`: credentials of an endpoint.
 */
export const sealClasses = ['identity', 'medical', 'secret'] as const;
export type SealClass = (typeof sealClasses)[number];

/** One sealed value. `subject` is the person (or endpoint) whose key seals it; `value` is absent once that key is gone. */
export interface Sealed<Value = unknown> {
  readonly subject: string;
  readonly class: SealClass;
  readonly value?: Value;
}

export type SealedFields = Readonly<Record<string, Sealed>>;

export const seal = <Value>(subject: string, sealClass: SealClass, value: Value): Sealed<Value> => ({
  subject,
  class: sealClass,
  value,
});
