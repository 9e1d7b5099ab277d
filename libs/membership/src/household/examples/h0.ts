import type { CoverRules } from '../../product/product.state.js';
import type { HouseholdCommand, HouseholdContext, HouseholdRequest, NewPerson } from '../household.commands.js';

/** Household H0 of scheme A: for specs, told in commands. */

export const rules: CoverRules = {
  version: '1',
  effectiveFrom: '2020-01-01',
  coverMonths: 12,
  graceDays: 30,
  newbornDeclarationDays: 30,
  backdatingDays: 30,
  renewalOpensDaysBefore: 60,
};

export const asked = (
  recordedOn: string,
  request: HouseholdRequest,
  context: Partial<HouseholdContext> = {},
): HouseholdCommand => ({
  ...request,
  scheme: 'A',
  recordedOn,
  actor: 'clerk-1',
  rules: [rules],
  ...context,
});

export const awa: NewPerson = {
  person: 'AWA',
  name: 'Awa Ouédraogo',
  sex: 'F',
  birthDate: '1990-04-02',
  relation: 'policyholder',
};
export const issa: NewPerson = {
  person: 'ISSA',
  name: 'Issa Ouédraogo',
  sex: 'M',
  birthDate: '1985-09-30',
  relation: 'spouse',
};
export const binta: NewPerson = {
  person: 'BINTA',
  name: 'Binta Ouédraogo',
  sex: 'F',
  birthDate: '2019-01-15',
  relation: 'child',
};

export const enrolment = (enrolledOn: string, persons: readonly NewPerson[] = [awa, issa]) =>
  ({
    type: 'EnrolHousehold',
    household: 'H0',
    product: 'P1',
    section: 'S1',
    sectionOpen: true,
    policyholder: persons[0]?.person ?? 'AWA',
    persons,
    enrolledOn,
  }) as const;

export const enrol = (enrolledOn: string, persons?: readonly NewPerson[]): HouseholdCommand =>
  asked(enrolledOn, enrolment(enrolledOn, persons));

/** Contributions say that the threshold of a term was met. */
export const paid = (
  term: number,
  metOn: string,
  persons: readonly string[] = ['AWA', 'ISSA'],
  recordedOn = metOn,
): HouseholdCommand =>
  asked(recordedOn, { type: 'NoteEntitlementOpened', term, metOn, persons, origin: `receipt-of-${metOn}` });

export const closed = (day: string, recordedOn = day): HouseholdCommand =>
  asked(recordedOn, { type: 'CloseHouseholdDay', day });

/** Cover 2025-01-01 → 2025-12-31, threshold met on 2024-12-18. */
export const covered2025 = [enrol('2024-12-15'), paid(1, '2024-12-18')] as const;
