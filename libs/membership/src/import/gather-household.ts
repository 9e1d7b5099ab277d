import { type Day, isDay } from '#kernel';
import type { NewPerson } from '../household/household.commands.js';
import type { Birth } from './cells.js';
import { type Column, plain } from './columns.js';
import type { Findings } from './findings.js';
import type { PersonRow, ValueOf } from './person-row.js';
import { type GatheredReceipt, receiptsOf } from './receipts.js';

/** A household as its rows tell it together. */
export interface GatheredHousehold {
  readonly household: string;
  readonly section: string;
  readonly policyholder: string;
  readonly persons: readonly NewPerson[];
  readonly enrolledOn: Day;
  readonly cover: { readonly from: Day; readonly to: Day; readonly waitingFrom: Day | null } | null;
  readonly receipts: readonly GatheredReceipt[];
}

/** `C-014` has the persons `C-014-01`, `C-014-02` … in the order of the file: new ones belong at the end. */
const personId = (household: string, at: number): string => `${household}-${String(at + 1).padStart(2, '0')}`;

/** As many as one enrolment takes. */
const mostPersons = 100;

/** @returns null when something is wrong, which is in the findings then. */
export const gatherHousehold = (
  household: string,
  rows: readonly [PersonRow, ...PersonRow[]],
  findings: Findings,
): GatheredHousehold | null => {
  if (rows.length > mostPersons) {
    const facts = { household, found: rows.length, limit: mostPersons };
    findings.error('household_too_large', rows[0].row, 'household', facts);
    return null;
  }
  const section = common(rows, 'section', findings);
  const enrolledOn = common(rows, 'enrolledOn', findings);
  for (const [column, value] of [
    ['section', section],
    ['enrolledOn', enrolledOn],
  ] as const)
    if (value === null) findings.error('value_missing', rows[0].row, column);
  const policyholder = policyholderOf(household, rows, findings);
  const cover = coverOf(rows, enrolledOn ?? null, findings);
  const receipts = receiptsOf(rows, findings);
  reportTwice(rows, findings);
  const persons = rows.map((row, at) => personOf(personId(household, at), row, enrolledOn, findings));
  const known = persons.filter(person => person !== undefined);
  if (findings.errors.length > 0 || !section || !enrolledOn || policyholder === undefined) return null;
  for (const [at, { birthDate }] of known.entries()) {
    const row = rows[at]?.row;
    if (cover && row && birthDate > cover.from) findings.warn('birth_after_start', row, 'birthDate', { birthDate });
  }
  return { household, section, policyholder, persons: known, enrolledOn, cover, receipts };
};

/** What the household has in common, written on one of its rows or on several alike. Null: on none. */
const common = <Name extends 'section' | 'enrolledOn' | 'coverFrom' | 'coverTo' | 'waitingFrom'>(
  rows: readonly PersonRow[],
  column: Name,
  findings: Findings,
): ValueOf<Name> | null | undefined => {
  const first = rows.find(({ values }) => values[column] !== null);
  if (!first) return null;
  for (const { row, values } of rows) {
    const value = values[column];
    if (value !== null && value !== undefined && first.values[column] !== undefined && value !== first.values[column])
      findings.error('household_differs', row, column, { other: first.row.line });
  }
  return first.values[column];
};

/** @returns the person id of the one policyholder; undefined when there is none, or several. */
const policyholderOf = (household: string, rows: readonly [PersonRow, ...PersonRow[]], findings: Findings) => {
  const [first, ...others] = rows.filter(({ values }) => values.policyholder === true);
  const readable = rows.every(({ values }) => values.policyholder !== undefined && values.relation !== undefined);
  if (!first && readable) findings.error('policyholder_missing', rows[0].row, 'policyholder', { household });
  for (const { row } of others)
    findings.error('policyholder_several', row, 'policyholder', { household, other: first?.row.line ?? '' });
  return first ? personId(household, rows.indexOf(first)) : undefined;
};

const coverOf = (rows: readonly [PersonRow, ...PersonRow[]], enrolledOn: Day | null, findings: Findings) => {
  const [from, to] = [common(rows, 'coverFrom', findings), common(rows, 'coverTo', findings)];
  const waitingFrom = common(rows, 'waitingFrom', findings);
  const on = (column: Column) => rows.find(({ values }) => values[column])?.row ?? rows[0].row;
  if (from && to === null) findings.error('cover_half', on('coverFrom'), 'coverTo');
  if (to && from === null) findings.error('cover_half', on('coverTo'), 'coverFrom');
  if (waitingFrom && from === null && to === null)
    findings.error('waiting_without_cover', on('waitingFrom'), 'waitingFrom');
  if (!from || !to) return null;
  if (to < from) findings.error('cover_reversed', on('coverTo'), 'coverTo', { from, to });
  if (enrolledOn && from < enrolledOn)
    findings.error('cover_before_enrolment', on('coverFrom'), 'coverFrom', { from, enrolledOn });
  if (waitingFrom && waitingFrom > from) findings.error('waiting_after_cover', on('waitingFrom'), 'waitingFrom');
  return { from, to, waitingFrom: waitingFrom ?? null };
};

/** Two persons of one household may bear the same name, or be born on the same day, but not both. */
const reportTwice = (rows: readonly PersonRow[], findings: Findings): void => {
  const seen = new Map<string, number>();
  for (const { row, values } of rows) {
    if (!values.name || !values.birthDate) continue;
    const same = `${plain(values.name)} ${JSON.stringify(values.birthDate)}`;
    const other = seen.get(same);
    if (other === undefined) seen.set(same, row.line);
    else findings.error('person_twice', row, 'name', { other });
  }
};

const personOf = (
  person: string,
  { row, values: { name, sex, birthDate: birth, relation } }: PersonRow,
  enrolledOn: Day | null | undefined,
  findings: Findings,
): NewPerson | undefined => {
  if (!name || !sex || !birth || !relation || !enrolledOn) return undefined;
  const birthDate = 'on' in birth ? birth.on : estimated(birth, enrolledOn);
  if (!isDay(birthDate)) {
    findings.error('date_inexistent', row, 'birthDate');
    return undefined;
  }
  if (!('on' in birth)) findings.warn('birth_estimated', row, 'birthDate', { birthDate });
  return { person, name, sex, birthDate, relation };
};

/** 1 January of the year of birth. An age is the one at enrolment, so that the file says the same next year. */
const estimated = (birth: Exclude<Birth, { on: Day }>, enrolledOn: Day): string => {
  const year = 'year' in birth ? birth.year : Number(enrolledOn.slice(0, 4)) - birth.age;
  return `${year}-01-01`;
};
