import {
  type Reader,
  readAmount,
  readBirth,
  readDay,
  readId,
  readName,
  readPastDay,
  readPhone,
  readRelation,
  readSection,
  readSex,
  readYesNo,
} from './cells.js';
import { type Column, columns, textIn } from './columns.js';
import type { Findings } from './findings.js';
import type { RegisterOptions, RegisterRow } from './register.types.js';

/** How each column is read, for a scheme on a day. */
export const readersOf = ({ sections, today }: RegisterOptions) => ({
  household: readId,
  section: readSection(sections),
  policyholder: readYesNo,
  name: readName,
  sex: readSex,
  birthDate: readBirth(today),
  relation: readRelation,
  enrolledOn: readPastDay(today),
  coverFrom: readDay,
  coverTo: readDay,
  waitingFrom: readDay,
  receipt: readId,
  amount: readAmount,
  receivedOn: readPastDay(today),
  phone: readPhone,
});
export type Readers = ReturnType<typeof readersOf>;
export type ValueOf<Name extends Column> = Readers[Name] extends Reader<infer Value> ? Value : never;

/** What the cells of one row say. Null: the cell is empty. Undefined: it cannot be read, which was reported. */
export type Values = { readonly [Name in Column]: ValueOf<Name> | null | undefined };

export interface PersonRow {
  readonly row: RegisterRow;
  readonly values: Values;
}

/** Every person has these of their own; the others may be written once for the household. */
const ownColumns: readonly Column[] = ['household', 'name', 'sex', 'birthDate'];

/** One row, cell by cell; what cannot be read is reported. */
export const readPersonRow = (row: RegisterRow, readers: Readers, findings: Findings): PersonRow => {
  const read = (column: Column) => {
    const text = textIn(row, findings.positions, column);
    if (text === '') return null;
    const reading = readers[column](text);
    if ('value' in reading) return reading.value;
    findings.error(reading.problem, row, column, reading.facts);
    return undefined;
  };
  const names = Object.keys(columns) as Column[];
  const values = Object.fromEntries(names.map(column => [column, read(column)])) as unknown as Values;
  for (const column of ownColumns) if (values[column] === null) findings.error('value_missing', row, column);
  return { row, values: answersFor(row, values, findings) };
};

/** "adhérent: oui" and "lien: adhérent" say the same; one is enough, and they may not contradict each other. */
const answersFor = (row: RegisterRow, values: Values, findings: Findings): Values => {
  const { policyholder, relation } = values;
  if (policyholder === undefined || relation === undefined) return values;
  if (relation === null) {
    if (policyholder) return { ...values, relation: 'policyholder' };
    findings.error('value_missing', row, 'relation');
    return { ...values, policyholder: false };
  }
  const says = relation === 'policyholder';
  if (policyholder !== null && policyholder !== says) findings.error('policyholder_relation', row, 'relation');
  return { ...values, policyholder: says };
};
