/** The calls of the protocol that the adapter makes. */
export const calls = ['features', 'append', 'read', 'read-all', 'subscribe', 'delete'] as const;
export type Call = (typeof calls)[number];

/**
 * What goes wrong: an error as a server makes it, or
 * - `not-leader`: a redirect to the leader;
 * - `silence`: no answer, ever; `late`: the call takes effect, or is answered, when nobody waits any more;
 * - `cut`: the connection is gone.
 */
export const failures = [
  'unavailable',
  'internal',
  'deadline',
  'cancelled',
  'aborted',
  'unknown',
  'not-leader',
  'silence',
  'late',
  'cut',
  'conflict',
  'too-large',
  'record-too-large',
  'access-denied',
  'unauthenticated',
  'exhausted',
  'stream-deleted',
  'unimplemented',
] as const;
export type Failure = (typeof failures)[number];

/**
 * `before` the call takes effect, or `after`. `during`: when the first part of a question has come that has several, or
 * the first part of an answer has gone.
 */
export const whens = ['before', 'during', 'after'] as const;
export type When = (typeof whens)[number];

export interface Fault {
  readonly call: Call;
  readonly when: When;
  readonly how: Failure;
  /** This many calls pass first; none unless said. */
  readonly skip?: number;
  /** How many calls fail; one unless said. */
  readonly times?: number;
}

interface Armed extends Fault {
  passed: number;
  failed: number;
}

/** What is scripted to go wrong, in the order it was scripted. */
export class Faults {
  private armed: Armed[] = [];

  script(...faults: readonly Fault[]): void {
    this.armed.push(...faults.map(fault => ({ ...fault, passed: 0, failed: 0 })));
  }

  /** Faults that have not happened yet: none, when a test met all it scripted. */
  get left(): number {
    return this.armed.length;
  }

  clear(): void {
    this.armed = [];
  }

  /** What befalls this call. Asked once per call. */
  befalls(call: Call): Fault | undefined {
    const fault = this.armed.find(armed => armed.call === call);
    if (!fault) return undefined;
    if (fault.passed < (fault.skip ?? 0)) {
      fault.passed += 1;
      return undefined;
    }
    fault.failed += 1;
    if (fault.failed >= (fault.times ?? 1)) this.armed = this.armed.filter(armed => armed !== fault);
    return fault;
  }
}
