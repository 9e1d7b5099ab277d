import { unguarded } from './formulas.js';
import { listOf, problem, type RegisterProblem } from './register.problems.js';
import type { RegisterRow } from './register.types.js';

/** Headers of the columns: French first, then English. Accents, case, spaces and hyphens make no difference. */
export const columns = {
  household: ['ménage', 'household'],
  section: ['section'],
  policyholder: ['adhérent', 'policyholder'],
  name: ['nom', 'name'],
  sex: ['sexe', 'sex'],
  birthDate: ['naissance', 'birthDate'],
  relation: ['lien', 'relation'],
  enrolledOn: ['date_adhésion', 'enrolledOn'],
  coverFrom: ['couvert_du', 'coverFrom'],
  coverTo: ['couvert_au', 'coverTo'],
  waitingFrom: ['observation_depuis', 'waitingFrom'],
  receipt: ['reçu', 'receipt'],
  amount: ['montant', 'amount'],
  receivedOn: ['date_reçu', 'receivedOn'],
  phone: ['téléphone', 'phone'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type Column = keyof typeof columns;

const required: readonly Column[] = [
  'household',
  'section',
  'policyholder',
  'name',
  'sex',
  'birthDate',
  'relation',
  'enrolledOn',
];

/** What the error file adds: read again without a word when the corrected file comes back. */
export const addedColumns = ['ligne', 'colonne', 'motif'] as const;

/** Where each column stands. */
export type Positions = ReadonlyMap<Column, number>;

/** What a cell holds, without the space around it; empty when the file has no such column. */
export const textIn = ({ cells }: RegisterRow, positions: Positions, column: Column): string => {
  const at = positions.get(column);
  return at === undefined ? '' : unguarded((cells[at] ?? '').trim());
};

/** `Date d'adhésion` is not `date_adhésion`, but `DATE ADHESION` and `date-adhesion` are. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\s_-]/gu, '')
    .toLowerCase();

const byHeader = new Map<string, Column>();
for (const [column, headers] of Object.entries(columns))
  for (const header of headers) byHeader.set(plain(header), column as Column);
const added = new Set<string>(addedColumns.map(plain));

interface Read {
  readonly positions: Positions;
  readonly errors: readonly RegisterProblem[];
  readonly warnings: readonly RegisterProblem[];
}

export const readHeader = ({ line, cells }: RegisterRow): Read => {
  const positions = new Map<Column, number>();
  const [errors, warnings]: [RegisterProblem[], RegisterProblem[]] = [[], []];
  for (const [at, header] of cells.entries()) {
    const column = byHeader.get(plain(header));
    const place = { line, column: header, value: header };
    if (column === undefined) {
      if (plain(header) !== '' && !added.has(plain(header))) warnings.push(problem('column_ignored', place));
    } else if (positions.has(column)) errors.push(problem('column_repeated', place));
    else positions.set(column, at);
  }
  const known = listOf([...positions.values()].map(at => cells[at] ?? '')) || '—';
  for (const column of required)
    if (!positions.has(column)) errors.push(problem('column_missing', { line, column: columns[column][0] }, { known }));
  return { positions, errors, warnings };
};
