import type { Day, DomainEvent } from '#kernel';

/** A booklet of numbered receipts was handed out. Both numbers are inside. */
export type BookletIssued = DomainEvent<
  'contributions.BookletIssued',
  1,
  {
    readonly scheme: string;
    readonly booklet: string;
    readonly from: string;
    readonly to: string;
    readonly holder: string;
    readonly issuedOn: Day;
  }
>;

/**
 * A booklet came back. `used`: how many of its numbers are entered (voided ones stay in the sequence); `blank`: how
 * many came back unwritten; `missing`: neither entered nor there, to be explained by its holder.
 */
export type BookletReturned = DomainEvent<
  'contributions.BookletReturned',
  1,
  {
    readonly scheme: string;
    readonly booklet: string;
    readonly holder: string;
    readonly returnedOn: Day;
    readonly used: number;
    readonly blank: readonly string[];
    readonly missing: readonly string[];
  }
>;

export type BookletEvent = BookletIssued | BookletReturned;
