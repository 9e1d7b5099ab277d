/** Tells, once, when no sign of life came for so long; a new sign begins anew. */
export class SignsOfLife {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly patience_ms: number,
    private readonly missed: () => Promise<void>,
  ) {}

  /** @param more patience, this once */
  seen(more_ms = 0): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.missed(), this.patience_ms + more_ms).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
