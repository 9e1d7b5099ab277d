import type { Day, DomainEvent, Minor } from '#kernel';

/**
 * Claims drawn by chance out of a period, each to be looked at by a second person. What they turn out to be wrong by is
 * held against all of them.
 * @unit amounts: minor units, the scheme's share
 */
export type SampleDrawn = DomainEvent<
  'benefits.SampleDrawn',
  1,
  {
    readonly sample: string;
    readonly scheme: string;
    readonly provider: string | null;
    /** Days of service, both inside. */
    readonly from: Day;
    readonly to: Day;
    readonly drawnOn: Day;
    /** Anybody who draws with it out of the same claims draws the same. */
    readonly seed: string;
    /** Claims it was drawn from, and what the scheme pays for them. */
    readonly population: number;
    readonly amount: Minor;
    readonly claims: ReadonlyArray<{ readonly claim: string; readonly amount: Minor }>;
  },
  undefined
>;
export type SampleEvent = SampleDrawn;
