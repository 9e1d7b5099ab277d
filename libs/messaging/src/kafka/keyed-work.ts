import { type Patience, pauseOf } from '#eventstore';

export interface KeyedWorkOptions<Item> {
  /** Handles items of one key, in order. When it rejects, the same ones come again after a pause. */
  readonly handle: (items: readonly Item[]) => Promise<void>;
  readonly parallel: number;
  /** Items of a key handed over at once. */
  readonly batch: number;
  readonly patience: Patience;
  /** Nothing more is handed over once it says stop. */
  readonly closing: AbortSignal;
  readonly trying?: (error: unknown, pauseMs: number) => void;
}

/** In order within a key; keys side by side; a key that fails rests, and leaves its turn to others meanwhile. */
export class KeyedWork<Item> {
  private readonly queues = new Map<string, Item[]>();
  private readonly ready: string[] = [];
  /** How many items of the front are being handled, by key. */
  private readonly inHand = new Map<string, number>();
  private readonly working = new Set<Promise<void>>();
  private readonly resting = new Map<string, NodeJS.Timeout>();
  private readonly failures = new Map<string, number>();

  constructor(private readonly options: KeyedWorkOptions<Item>) {}

  get idle(): boolean {
    return this.queues.size === 0;
  }

  add(key: string, item: Item): void {
    const queue = this.queues.get(key);
    if (queue) queue.push(item);
    else {
      this.queues.set(key, [item]);
      this.ready.push(key);
    }
    this.run();
  }

  /** Forgets what is not being handled yet. A key that is in hand stays so: nobody else takes it up meanwhile. */
  forget(): void {
    this.ready.length = 0;
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
    this.failures.clear();
    for (const [key, queue] of this.queues) {
      queue.splice(this.inHand.get(key) ?? 0);
      if (queue.length === 0) this.queues.delete(key);
    }
  }

  /** What is in hand is finished. */
  async drained(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
    this.forget();
  }

  private run(): void {
    while (this.working.size < this.options.parallel && this.ready.length > 0 && !this.options.closing.aborted) {
      const work: Promise<void> = this.handle(this.ready.shift()!).then(() => {
        this.working.delete(work);
        this.run();
      });
      this.working.add(work);
    }
  }

  private async handle(key: string): Promise<void> {
    const queue = this.queues.get(key)!;
    const items = queue.slice(0, this.options.batch);
    this.inHand.set(key, items.length);
    const failure = await this.options.handle(items).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.inHand.delete(key);
    if (failure) return this.rest(key, failure.error);
    this.failures.delete(key);
    queue.splice(0, items.length);
    if (queue.length > 0) this.ready.push(key);
    else this.queues.delete(key);
  }

  private rest(key: string, error: unknown): void {
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    const ms = pauseOf(this.options.patience, failures);
    if (!this.options.closing.aborted) this.options.trying?.(error, ms);
    const again = (): void => {
      this.resting.delete(key);
      this.ready.push(key);
      this.run();
    };
    this.resting.set(key, setTimeout(again, ms).unref());
  }
}
