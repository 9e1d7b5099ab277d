import type { Day, Instant } from '#kernel';
import { type Collection, type PaymentAnswer, Payments, type StatementLine } from './payments.js';

/** What becomes of a payment each time it is asked about; the last one stays. */
type Fate = readonly ('succeeded' | 'failed' | 'pending' | 'unknown')[];

/** By the last two digits of the payer's number, as operators' own test systems do it. */
const fates: Readonly<Record<string, Fate>> = {
  '01': ['failed'],
  '02': ['unknown', 'unknown', 'succeeded'],
  '03': ['pending', 'failed', 'succeeded'],
  '04': ['pending'],
  '05': ['unknown'],
};
const usual: Fate = ['pending', 'succeeded'];

interface Held {
  readonly collection: Collection;
  readonly operatorReference: string;
  readonly fate: Fate;
  asked: number;
  paidOn: Day | null;
}

/**
 * An operator that moves no money: for trying out, and for scenarios. The payer's number decides what happens: …01 is
 * refused, …02 is not heard of until it is asked about twice, …03 fails and succeeds all the same, …04 is never
 * confirmed, …05 is never heard of; any other is paid by the time it is asked about.
 */
export class SandboxPayments extends Payments {
  private readonly held = new Map<string, Held>();

  collect(collection: Collection, at: Instant): Promise<PaymentAnswer> {
    const { reference, payer } = collection;
    if (!this.held.has(reference)) {
      const operatorReference = `SB-${reference.slice(0, 18)}`;
      const fate = fates[payer.slice(-2)] ?? usual;
      this.held.set(reference, { collection, operatorReference, fate, asked: 0, paidOn: null });
    }
    return this.statusOf(reference, at);
  }

  statusOf(reference: string, at: Instant): Promise<PaymentAnswer> {
    const held = this.held.get(reference);
    if (!held) return Promise.resolve({ status: 'unknown' });
    const status = held.fate[Math.min(held.asked, held.fate.length - 1)] ?? 'unknown';
    held.asked += 1;
    if (status === 'failed') return Promise.resolve({ status, code: 'requestDeclined' });
    if (status !== 'succeeded') return Promise.resolve({ status });
    held.paidOn ??= at.slice(0, 10);
    const { operatorReference, collection } = held;
    return Promise.resolve({
      status,
      operatorReference,
      amount: collection.amount,
      currency: collection.currency,
    });
  }

  statement(day: Day): Promise<readonly StatementLine[]> {
    return Promise.resolve(
      [...this.held.values()]
        .filter(({ paidOn }) => paidOn === day)
        .map(({ operatorReference, collection: { reference, amount, currency } }) => ({
          operatorReference,
          reference,
          amount,
          currency,
        })),
    );
  }
}
