import type { Answer } from './webhook-client.js';

export interface LoadReport {
  /** Deliveries that came to an end, well or badly. */
  readonly sent: number;
  /** How many ended with which HTTP status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** What the server answered to the deliveries it took. */
  readonly accepted: readonly { readonly webhookId: string; readonly answer: unknown }[];
  /** Half, and all but one of a hundred, were answered within. @unit milliseconds */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Deliveries nobody ever answered. */
  readonly errors: readonly { readonly webhookId: string; readonly error: string }[];
}

/** Counts what becomes of deliveries. */
export class LoadFigures {
  private readonly byStatus: Record<string, number> = {};
  private readonly accepted: { webhookId: string; text: string }[] = [];
  private readonly errors: { webhookId: string; error: string }[] = [];
  private readonly latencies_ms: number[] = [];

  get sent(): number {
    return this.latencies_ms.length;
  }

  add(webhookId: string, outcome: Answer | Error, latency_ms: number): void {
    this.latencies_ms.push(latency_ms);
    if (outcome instanceof Error) {
      this.errors.push({ webhookId, error: outcome.message });
      return;
    }
    this.byStatus[outcome.status] = (this.byStatus[outcome.status] ?? 0) + 1;
    if (outcome.status < 300) this.accepted.push({ webhookId, text: outcome.text });
  }

  report(seconds: number): LoadReport {
    const sorted = Float64Array.from(this.latencies_ms).sort();
    const { sent, byStatus, errors } = this;
    // Read at the end: the sender shares the machine with what it measures.
    const accepted = this.accepted.map(({ webhookId, text }) => ({ webhookId, answer: parsed(text) }));
    const [p50, p99] = [quantile(sorted, 50), quantile(sorted, 99)];
    return { sent, byStatus, accepted, p50, p99, perSecond: seconds > 0 ? sent / seconds : 0, seconds, errors };
  }
}

const quantile = (sorted: Float64Array, percent: number): number =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
