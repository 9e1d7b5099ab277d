import type { Day, Minor } from '#kernel';
import type { AwardTerms } from './award.events.js';

export type AwardCommand =
  | (AwardTerms & { readonly type: 'DecideAward'; readonly decidedOn: Day })
  /** What the fund carries of it, as it stands now. */
  | {
      readonly type: 'NoteAward';
      readonly scheme: string;
      readonly award: string;
      readonly granted: Minor;
      readonly waiting: boolean;
      readonly reason: string | null;
      readonly on: Day;
    };
