import { type Currency, type Day, type Fold, type Minor, sum, unreachable } from '#kernel';
import type { EducationEvent } from './education.events.js';

/** @unit minor units; `matched`: all that the fund carries of the year, `paid`: what of it went to the school. */
export interface SchoolYear {
  readonly deposited: Minor;
  readonly matched: Minor;
  readonly paid: Minor;
  readonly waiting: boolean;
  readonly reason: string | null;
  /** Number of the school's paper; null while there is none. */
  readonly proof: string | null;
}

export interface OpenEducation {
  readonly status: 'open';
  readonly scheme: string;
  readonly account: string;
  readonly household: string;
  readonly child: string;
  readonly fund: string;
  readonly currency: Currency;
  readonly openedOn: Day;
  /** What the family saved and is not spent. */
  readonly saved: Minor;
  readonly years: { readonly [year: number]: SchoolYear };
  readonly deposits: Readonly<Record<string, string>>;
  readonly payments: Readonly<Record<string, string>>;
}
export type EducationState = { readonly status: 'none' } | OpenEducation;

export const educationStream = (account: string): string => `subsidies.education-${account}`;

export const noYear: SchoolYear = {
  ...{ deposited: 0, matched: 0, paid: 0, waiting: false, reason: null, proof: null },
};

/** What a reference stands for, as one text. */
export const factOf = (of: { readonly schoolYear: number; readonly amount: Minor }, on: Day): string =>
  `${of.schoolYear} ${of.amount} ${on}`;

export const educationFold: Fold<EducationEvent, EducationState> = {
  initialState: { status: 'none' },

  evolve(state, event) {
    if (event.type === 'subsidies.EducationAccountOpened')
      return { ...event.data, status: 'open', saved: 0, years: {}, deposits: {}, payments: {} };
    return state.status === 'none' ? state : evolveOpen(state, event);
  },
};

const evolveOpen = (
  state: OpenEducation,
  event: Exclude<EducationEvent, { type: 'subsidies.EducationAccountOpened' }>,
): OpenEducation => {
  const { schoolYear } = event.data;
  const year = state.years[schoolYear] ?? noYear;
  switch (event.type) {
    case 'subsidies.SavingsDeposited': {
      const { reference, amount, depositedOn } = event.data;
      const deposits = { ...state.deposits, [reference]: factOf(event.data, depositedOn) };
      const changed = withYear(state, schoolYear, { ...year, deposited: year.deposited + amount });
      return { ...changed, deposits, saved: state.saved + amount };
    }
    case 'subsidies.ScholarshipNoted': {
      const { matched, waiting, reason } = event.data;
      return withYear(state, schoolYear, { ...year, matched, waiting, reason });
    }
    case 'subsidies.SchoolProofAccepted':
      return withYear(state, schoolYear, { ...year, proof: event.data.proof });
    case 'subsidies.SchoolPaid': {
      const { reference, fromMatched, fromSaved, paidOn } = event.data;
      const payments = { ...state.payments, [reference]: factOf(event.data, paidOn) };
      const changed = withYear(state, schoolYear, { ...year, paid: year.paid + fromMatched });
      return { ...changed, payments, saved: state.saved - fromSaved };
    }
    default:
      return unreachable(event);
  }
};

const withYear = (state: OpenEducation, schoolYear: number, year: SchoolYear): OpenEducation => ({
  ...state,
  years: { ...state.years, [schoolYear]: year },
});

/** What the family saved and what the fund added and is not spent. @unit minor units */
export const balanceOfEducation = ({ saved, years }: OpenEducation): Minor =>
  saved + sum(Object.values(years).map(({ matched, paid }) => Math.max(0, matched - paid)));
