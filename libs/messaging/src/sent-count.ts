import type { Message } from './message.js';

/** Messages of one contract, and of one outcome where its contract has a `status`. */
export interface Sent {
  readonly contract: string;
  /** `approved`, `rejected`; empty where the contract knows none. */
  readonly status: string;
  /** @unit messages */
  readonly count: number;
}

/** What a relay has sent since its process started. What is said again counts again. */
export class SentCount {
  private readonly counts = new Map<string, Sent>();

  add({ type: contract, data }: Pick<Message, 'type' | 'data'>): void {
    const status = statusOf(data);
    const key = `${contract}|${status}`;
    const count = (this.counts.get(key)?.count ?? 0) + 1;
    this.counts.set(key, { contract, status, count });
  }

  get all(): readonly Sent[] {
    return [...this.counts.values()];
  }
}

/** A word of a contract's own list. Anything else would be a label without end. */
const statusOf = (data: unknown): string => {
  const status = (data as { readonly status?: unknown } | null)?.status;
  return typeof status === 'string' && /^[a-z][a-z-]{0,30}$/.test(status) ? status : '';
};
