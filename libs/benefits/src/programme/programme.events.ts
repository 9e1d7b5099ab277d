import type { Currency, Day, DomainEvent, Minor } from '#kernel';
import type { EnvelopeTerms, StandIn } from './programme.types.js';

/** A fund granted, topped up or takes back an envelope; acts are opaque keys. `spent`: what decisions drew until then. */
export type EnvelopeNoted = DomainEvent<
  'benefits.EnvelopeNoted',
  1,
  EnvelopeTerms & {
    readonly scheme: string;
    /** Of the telling: an older one that arrives late changes nothing. */
    readonly revision: number;
    readonly spent: Minor;
    /** Message that told it. */
    readonly origin: string;
  },
  undefined
>;

/**
 * A decision drew on an envelope, or gave back when `amount` is negative. `use` stands for the claim and does not name
 * it; `ofUse` is what the claim has of the envelope since.
 */
export type EnvelopeDrawn = DomainEvent<
  'benefits.EnvelopeDrawn',
  1,
  {
    readonly envelope: string;
    readonly currency: Currency;
    readonly use: string;
    readonly amount: Minor;
    readonly ofUse: Minor;
    readonly spent: Minor;
    readonly closed: boolean;
    /** First day of care it pays. */
    readonly from: Day;
    /** For whom, as the funder may know it; absent in what was written before funders were told. */
    readonly told?: StandIn;
  },
  undefined
>;

export type ProgrammeEvent = EnvelopeNoted | EnvelopeDrawn;
