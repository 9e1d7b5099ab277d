import type { DomainEvent } from '#kernel';

/** A refused or annulled claim was corrected and sent again: the other claim is decided for itself. */
export type ClaimResubmitted = DomainEvent<
  'benefits.ClaimResubmitted',
  1,
  {
    readonly claim: string;
    readonly scheme: string;
    readonly provider: string;
    readonly person: string;
    /** The claim that takes its place. */
    readonly by: string;
  },
  undefined
>;
