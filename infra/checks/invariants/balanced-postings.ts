import type { RecordedEvent } from '#eventstore';
import type { Currency, Minor } from '#kernel';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

interface Movement {
  readonly currency?: Currency;
  readonly postings?: readonly { readonly amount: Minor }[];
}

/**
 * The postings of every event add up to zero. An event moves money of one currency, and of one scheme or one fund; as
 * each adds up, so does every scheme, fund and currency after any number of events.
 */
export class BalancedPostings implements LogInvariant {
  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    const { postings, currency } = event.data as Movement;
    if (!Array.isArray(postings) || postings.length === 0) return;
    this.findings.checked('movements of money');
    const sum = postings.reduce((total, { amount }) => total + amount, 0);
    this.findings.require(
      sum === 0,
      'money conserved',
      () => `${placeOf(event)}: postings add up to ${sum} ${currency}`,
    );
    const named = typeof currency === 'string';
    this.findings.require(named, 'money conserved', () => `${placeOf(event)}: postings without a currency`);
  }
}
