interface Shared {
  readonly timer: NodeJS.Timeout;
  readonly calls: Set<() => void>;
}

/** Those who look equally often look at the same moment: what they then ask is asked once for all. */
export class SharedTimers {
  private readonly running = new Map<number, Shared>();

  /** @returns what ends it for this one. */
  every(ms: number, call: () => void): () => void {
    const shared = this.running.get(ms) ?? this.start(ms);
    shared.calls.add(call);
    return () => {
      shared.calls.delete(call);
      if (shared.calls.size > 0 || this.running.get(ms) !== shared) return;
      clearInterval(shared.timer);
      this.running.delete(ms);
    };
  }

  /** Keeps no process alive. */
  private start(ms: number): Shared {
    const calls = new Set<() => void>();
    const timer = setInterval(() => calls.forEach(call => call()), ms).unref();
    const shared = { timer, calls };
    this.running.set(ms, shared);
    return shared;
  }
}
