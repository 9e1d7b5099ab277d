import type { Day } from '#kernel';

/** What may be asked of a funder (bailleur): a State, an NGO, an employer, or one person who gives. */
export interface FunderCommand {
  readonly type: 'RegisterFunder';
  readonly funder: string;
  readonly name: string;
  readonly registeredOn: Day;
}
