import { parse } from 'csv-parse/sync';

/** One claim as a file tells it, and the rows it stands on; rows are counted as a spreadsheet counts them. */
export interface ClaimOfFile {
  readonly rows: readonly number[];
  readonly body: Record<string, unknown>;
}

export interface RowError {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}

export interface ClaimsFile {
  readonly rows: number;
  readonly claims: readonly ClaimOfFile[];
  readonly errors: readonly RowError[];
}

/** Columns by the names they may have, French first. */
const columns: Readonly<Record<string, string>> = {
  facture: 'claim',
  prestataire: 'provider',
  beneficiaire: 'beneficiary',
  date_soins: 'serviceDate',
  entree: 'admittedOn',
  sortie: 'dischargedOn',
  urgence: 'emergency',
  diagnostic: 'diagnosis',
  acte: 'act',
  medicament: 'item',
  quantite: 'quantity',
  prix_unitaire: 'unitPrice',
};
const names = Object.values(columns);
const required = ['claim', 'provider', 'beneficiary', 'serviceDate', 'act', 'quantity', 'unitPrice'];
const ofLine = ['act', 'item', 'quantity', 'unitPrice'];

type Row = Readonly<Record<string, string>>;

/** Reads rows into claims: rows of one number are lines of one claim, and must agree on everything else. */
export const readClaims = (csv: string): ClaimsFile => {
  const errors: RowError[] = [];
  const rows = rowsOf(csv, errors);
  const claims = new Map<string, { rows: number[]; first: Row; lines: Record<string, unknown>[] }>();
  for (const [index, row] of rows.entries()) {
    const number = index + 2;
    const known = claims.get(row['claim'] ?? '');
    const line = lineOf(row);
    if (!known) {
      claims.set(row['claim'] ?? '', { rows: [number], first: row, lines: [line] });
      continue;
    }
    known.rows.push(number);
    known.lines.push(line);
    for (const field of names.filter(name => !ofLine.includes(name)))
      if ((row[field] ?? '') !== (known.first[field] ?? ''))
        errors.push({ row: number, field, message: 'diffère de la première ligne / differs from the first row' });
  }
  return {
    rows: rows.length,
    claims: [...claims.values()].map(({ rows: on, first, lines }) => ({ rows: on, body: bodyOf(first, lines) })),
    errors,
  };
};

const rowsOf = (csv: string, errors: RowError[]): Row[] => {
  try {
    const [head = [], ...rest] = parse(csv, {
      bom: true,
      delimiter: (csv.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',',
      trim: true,
      skip_empty_lines: true,
    });
    const fields = head.map(name => columns[name.toLowerCase()] ?? name);
    for (const name of fields.filter(field => !names.includes(field)))
      errors.push({ row: 1, field: name, message: 'colonne inconnue / unknown column' });
    for (const name of required.filter(field => !fields.includes(field)))
      errors.push({ row: 1, field: name, message: 'colonne manquante / missing column' });
    return errors.length > 0
      ? []
      : rest.map(cells => Object.fromEntries(fields.map((field, at) => [field, cells[at] ?? ''])));
  } catch (error) {
    const { lines = 1 } = error as { lines?: number };
    errors.push({ row: lines, field: '', message: 'ligne illisible / the row cannot be read' });
    return [];
  }
};

/** What is not a number stays as it is written: the check of the fields says so. */
const numberIn = (text: string | undefined): unknown =>
  text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;

const lineOf = ({ act, item, quantity, unitPrice }: Row): Record<string, unknown> => ({
  act,
  quantity: numberIn(quantity),
  unitPrice: numberIn(unitPrice),
  ...(item ? { item } : {}),
});

const yes = new Map([
  ['oui', true],
  ['yes', true],
  ['true', true],
  ['1', true],
  ['non', false],
  ['no', false],
  ['false', false],
  ['0', false],
]);

const bodyOf = (row: Row, lines: readonly object[]): Record<string, unknown> => {
  const { claim, provider, beneficiary, serviceDate, emergency } = row;
  const optional = ['admittedOn', 'dischargedOn', 'diagnosis'].filter(field => row[field]);
  return {
    claim,
    provider,
    beneficiary,
    serviceDate,
    ...Object.fromEntries(optional.map(field => [field, row[field]])),
    ...(emergency ? { emergency: yes.get(emergency.toLowerCase()) ?? emergency } : {}),
    lines,
  };
};
