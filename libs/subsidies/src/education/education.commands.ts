import type { Currency, Day, Minor } from '#kernel';

interface OfAccount {
  readonly scheme: string;
  readonly account: string;
}

/** What may be asked of a child's education savings. `schoolYear`: the year in which it begins, 2025 for 2025–2026. */
export type EducationCommand =
  | (OfAccount & {
      readonly type: 'OpenEducationAccount';
      readonly household: string;
      /** Pseudonym. */
      readonly child: string;
      /** The fund that matches what is saved. */
      readonly fund: string;
      readonly currency: Currency;
      readonly openedOn: Day;
    })
  | (OfAccount & {
      readonly type: 'DepositSavings';
      readonly reference: string;
      readonly schoolYear: number;
      readonly amount: Minor;
      readonly depositedOn: Day;
    })
  /** The school confirmed that the child attends. */
  | (OfAccount & {
      readonly type: 'AcceptSchoolProof';
      readonly schoolYear: number;
      /** Number of the paper. */
      readonly proof: string;
      readonly provedOn: Day;
    })
  | (OfAccount & {
      readonly type: 'PaySchool';
      readonly reference: string;
      readonly schoolYear: number;
      readonly amount: Minor;
      readonly paidOn: Day;
    })
  /** What the fund carries of the year, as it stands now. */
  | (OfAccount & {
      readonly type: 'NoteScholarship';
      readonly schoolYear: number;
      readonly matched: Minor;
      readonly waiting: boolean;
      readonly reason: string | null;
      readonly on: Day;
    });
