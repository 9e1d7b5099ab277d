import type { Currency, Day } from '#kernel';

/** What the edge knows of each command: which day it is where the scheme is. */
interface Dated {
  readonly recordedOn: Day;
}

export type SchemeCommand =
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
