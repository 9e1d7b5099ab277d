import type { Currency, Day, Minor } from '#kernel';
import type { MessagesOf } from '#messaging';

/** What subsidies promises the other contexts. */
export interface SubsidiesContracts {
  /**
   * A fund's answer for a household's term, as it stands now: told at the request, and again whenever more of a
   * waiting request is served. `served` and `waiting` count persons; `amount` is the total reserved so far.
   */
  'subsidies.subsidy-reserved.v1': {
    fund: string;
    household: string;
    term: number;
    currency: Currency;
    amount: Minor;
    served: number;
    waiting: number;
    /** Why nothing or less was granted: SUB-001 exhausted, SUB-002 not eligible, SUB-003 outside window, SUB-004 cap; null when whole. */
    reason: string | null;
    on: Day;
  };
  /**
   * Money a fund keeps ready for acts in one scheme, as it stands now; `envelope` names the fund. `closed`: nothing more
   * may be drawn, the rest is asked back. Households are listed only where no act is named.
   */
  'subsidies.envelope-stands.v1': {
    envelope: string;
    currency: Currency;
    granted: Minor;
    parts: readonly { acts: readonly string[] | null; of: 'act' | 'copay'; rate_bps: number }[];
    from: Day;
    to: Day;
    households: readonly string[] | null;
    /** Persons it is for, by completed years on the day of care (`belowAge` is outside); everybody when absent. */
    persons?: { sex?: 'F' | 'M'; fromAge?: number; belowAge?: number };
    /** Providers whose acts it pays; all when absent. */
    providers?: readonly string[];
    priority: number;
    closed: boolean;
    on: Day;
  };
  /** The reservation was given back to the fund. */
  'subsidies.subsidy-released.v1': {
    fund: string;
    household: string;
    term: number;
    currency: Currency;
    amount: Minor;
    on: Day;
  };
  /** Every key of a person is gone here: what names or treats them is unreadable. */
  'subsidies.person-forgotten.v1': { person: string; on: Day };
}
export type SubsidiesMessage = MessagesOf<SubsidiesContracts>;
