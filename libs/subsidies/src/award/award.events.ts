import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/** What a fund may be asked for beside contributions and school. */
export const purposes = ['funeral', 'orphan', 'guarantee-premium', 'in-kind', 'income'] as const;
export type Purpose = (typeof purposes)[number];

/** A lump sum, for a household or (the premium of the guarantee fund) for the scheme itself. @unit minor units */
export interface AwardTerms {
  readonly scheme: string;
  readonly award: string;
  readonly purpose: Purpose;
  readonly fund: string;
  /** Null: for the scheme itself. */
  readonly household: string | null;
  readonly amount: Minor;
  readonly currency: Currency;
  /** Number of the committee's minutes. */
  readonly decision: string;
}

/** A committee decided on a lump sum. @source its minutes, by their number */
export type AwardDecided = DomainEvent<'subsidies.AwardDecided', 1, AwardTerms & { readonly decidedOn: Day }>;

/** What the fund set aside for it: that much is owed to the scheme at once. */
export type AwardStands = DomainEvent<
  'subsidies.AwardStands',
  1,
  {
    readonly scheme: string;
    readonly award: string;
    readonly granted: Minor;
    readonly waiting: boolean;
    readonly reason: string | null;
    /** More is set aside than before. */
    readonly owed: boolean;
  }
>;

export type AwardEvent = AwardDecided | AwardStands;
