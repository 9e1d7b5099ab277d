import type { Currency, Day } from '#kernel';

/** What the edge knows of each command: which day it is where the scheme is. */
interface Dated {
  readonly recordedOn: Day;
}

/** A decision on the scheme itself, by its number, and the day it takes effect. */
interface Decreed extends Dated {
  readonly on: Day;
  readonly decision: string;
}

export type SchemeCommand =
  | (Decreed & {
      readonly type: 'FoundScheme';
      readonly scheme: string;
      readonly name: string;
      readonly federation: string;
      readonly currency: Currency;
      readonly timezone: string;
    })
  | (Decreed & { readonly type: 'SuspendScheme' })
  | (Decreed & { readonly type: 'LiftSuspension' })
  | (Decreed & {
      readonly type: 'MergeScheme';
      readonly into: string;
      /** Whether that is a registered scheme in the same currency. */
      readonly successorFit: boolean;
    })
  | (Dated & {
      readonly type: 'RegisterScheme';
      readonly scheme: string;
      readonly name: string;
      readonly federation: string;
      readonly currency: Currency;
      /** IANA time zone: days begin and end there. */
      readonly timezone: string;
    })
  | (Dated & { readonly type: 'OpenSection'; readonly section: string; readonly name: string })
  | (Dated & { readonly type: 'CloseDay'; readonly day: Day });
