import { readId } from './cells.js';
import { textIn } from './columns.js';
import type { Findings } from './findings.js';
import { gatherHousehold } from './gather-household.js';
import { operationsOf } from './household-operations.js';
import { type PersonRow, type Readers, readersOf, readPersonRow } from './person-row.js';
import { receiptsUsedTwice } from './receipts.js';
import type { Register, RegisterHousehold, RegisterOptions, RegisterRow, RegisterSource } from './register.types.js';

/** The rows of one household, as far as they can be told to be its own. */
interface Group {
  readonly household: string;
  readonly persons: PersonRow[];
  /** A row of it cannot be read as a row, or one below it names no household: nothing can be said about the whole. */
  incomplete: boolean;
  faulty: boolean;
}

/** Households are read row by row, then as a whole; one with an error anywhere is left out, the others go on. */
export const readHouseholds = (
  source: RegisterSource,
  options: RegisterOptions,
  findings: Findings,
): Omit<Register, 'source'> => {
  const { groups, householdOf } = groupRows(source, readersOf(options), findings);
  reportReceipts([...groups.values()], findings);
  const households: RegisterHousehold[] = [];
  for (const group of groups.values()) {
    const gathered = gather(group, options, findings);
    if (gathered) households.push(gathered);
  }
  const read = new Set(households.map(({ household }) => household));
  return {
    households,
    errors: findings.errors.sort((a, b) => a.line - b.line),
    warnings: findings.warnings.sort((a, b) => a.line - b.line),
    leftOut: [...groups.keys()].filter(household => !read.has(household)),
    leftOutLines: source.rows.filter(row => !read.has(householdOf.get(row) ?? '')).map(({ line }) => line),
  };
};

/** A row that names no household may be one of the household above: that one waits as well. */
const groupRows = ({ header, rows }: RegisterSource, readers: Readers, findings: Findings) => {
  const groups = new Map<string, Group>();
  const householdOf = new Map<RegisterRow, string>();
  let above: string | undefined;
  for (const row of rows) {
    const errorsBefore = findings.errors.length;
    const person = isRagged(row, header.length) ? undefined : readPersonRow(row, readers, findings);
    const expected = { found: row.cells.length, expected: header.length };
    if (!person) findings.error('row_ragged', row, undefined, expected);
    const named = person ? person.values.household : idIn(row, findings);
    const household = named ?? above;
    if (household === undefined) continue;
    const group = groups.get(household) ?? { household, persons: [], incomplete: false, faulty: false };
    groups.set(household, group);
    householdOf.set(row, household);
    if (person && named) group.persons.push(person);
    else group.incomplete = true;
    if (findings.errors.length > errorsBefore) group.faulty = true;
    above = household;
  }
  return { groups, householdOf };
};

/** Empty cells after the last column are what a spreadsheet leaves. */
const isRagged = ({ cells }: RegisterRow, width: number): boolean =>
  cells.length < width || cells.slice(width).some(cell => cell.trim() !== '');

const idIn = (row: RegisterRow, { positions }: Findings): string | undefined => {
  const reading = readId(textIn(row, positions, 'household'));
  return 'value' in reading ? reading.value : undefined;
};

const reportReceipts = (groups: readonly Group[], findings: Findings): void => {
  const twice = receiptsUsedTwice(groups.flatMap(({ persons }) => persons));
  for (const group of groups) {
    for (const person of group.persons) {
      const other = twice.get(person);
      if (other === undefined) continue;
      findings.error('receipt_twice', person.row, 'receipt', { other });
      group.faulty = true;
    }
  }
};

const gather = (
  { household, persons: [first, ...others], incomplete, faulty }: Group,
  options: RegisterOptions,
  findings: Findings,
): RegisterHousehold | undefined => {
  if (incomplete || !first) return undefined;
  const own = findings.fresh();
  const gathered = gatherHousehold(household, [first, ...others], own);
  findings.errors.push(...own.errors);
  if (!gathered || faulty) return undefined;
  findings.warnings.push(...own.warnings);
  const phone = [first, ...others].find(({ values }) => values.phone);
  if (phone && !findings.warnings.some(({ code }) => code === 'membership.register.phone_not_kept'))
    findings.warn('phone_not_kept', phone.row, 'phone');
  return {
    household,
    section: gathered.section,
    lines: [first, ...others].map(({ row }) => row.line),
    operations: operationsOf(gathered, options),
  };
};
