import type { Day } from '#kernel';

/** General assembly, board, supervisory committee, executive bureau. */
export const organs = ['assembly', 'board', 'supervision', 'bureau'] as const;
export type Organ = (typeof organs)[number];

/** What an assembly or a board decides about; what is published cites the decision's number. */
export const matters = ['coverRules', 'contributions', 'package', 'budget', 'strikeOff', 'merger', 'other'] as const;
export type Matter = (typeof matters)[number];

/** Somebody serves in an organ between two days, both inside. */
export interface Mandate {
  readonly mandate: string;
  readonly organ: Organ;
  readonly office: string;
  readonly holder: string;
  readonly from: Day;
  readonly until: Day;
}

export interface Meeting {
  readonly meeting: string;
  readonly organ: Organ;
  readonly heldOn: Day;
  readonly called: number;
  readonly present: number;
  /** Part of those called who must be present. @unit basis points */
  readonly quorum_bps: number;
  readonly quorate: boolean;
}

export interface Resolution {
  readonly decision: string;
  readonly meeting: string;
  readonly matter: Matter;
  readonly inFavour: number;
  readonly against: number;
  readonly abstained: number;
  readonly adopted: boolean;
  readonly decidedOn: Day;
}

/** What a partner (a support structure, a bank, a union) or the scheme has to do, and by when. */
export interface Duty {
  readonly duty: string;
  readonly what: string;
  readonly dueOn: Day;
}

export interface Agreement {
  readonly agreement: string;
  readonly partner: string;
  readonly subject: string;
  readonly from: Day;
  readonly until: Day;
  readonly duties: readonly Duty[];
}
