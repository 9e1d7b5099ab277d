/** One thing that must never be so. `detail` names streams, positions and amounts; never a name or a diagnosis. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** What was looked at, by kind, and what was wrong with it. */
export interface Report {
  readonly checked: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

/** Gathers what the invariants find. A count of nothing looked at tells that a check did not bite. */
export class Findings {
  private readonly counts: Record<string, number> = {};
  private readonly found: Violation[] = [];

  checked(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times;
  }

  violated(invariant: string, detail: string): void {
    this.found.push({ invariant, detail });
  }

  /** Says it only when it is not so. */
  require(holds: boolean, invariant: string, detail: () => string): void {
    if (!holds) this.violated(invariant, detail());
  }

  report(): Report {
    return { checked: { ...this.counts }, violations: [...this.found] };
  }
}
