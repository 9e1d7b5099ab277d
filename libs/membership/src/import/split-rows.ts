import { type CsvError, parse } from 'csv-parse/sync';
import { problem, type ProblemName, type RegisterProblem } from './register.problems.js';
import type { RegisterRow } from './register.types.js';

export const mostRows = 50_000;
/** A row longer than this has swallowed others. */
const longestRow = 100_000;

export type SplitRows =
  | { readonly delimiter: string; readonly header: RegisterRow; readonly rows: readonly RegisterRow[] }
  | { readonly refused: RegisterProblem };

/** Cells of a CSV text, row by row. A misplaced quote refuses the whole file: no row after it could be trusted. */
export const splitRows = (written: string): SplitRows => {
  const text = written.replace(/\r\n?/g, '\n');
  const delimiter = delimiterOf(text);
  const header = split(text, delimiter, 1);
  if ('refused' in header) {
    const [name, { line }] = header.refused;
    return { refused: problem(name, { line }) };
  }
  if (!header.rows[0]) return { refused: problem('file_empty', { line: 1 }) };

  const [names, limit] = [header.rows[0].cells, 2 * mostRows];
  const all = split(text, delimiter, limit);
  if ('refused' in all) {
    const [name, { line, field }] = all.refused;
    return { refused: problem(name, { line, column: names[field] ?? '' }) };
  }
  const [, ...rows] = all.rows;
  const tooMany = rows[mostRows] ?? (all.read >= limit ? all.rows.at(-1) : undefined);
  if (tooMany) return { refused: problem('too_many_rows', { line: tooMany.line }, { limit: mostRows }) };
  return { delimiter, header: header.rows[0], rows };
};

/** The separator the header uses most; a semicolon, as French spreadsheets write, when in doubt. */
const delimiterOf = (text: string): string => {
  const header = (/^.*\S.*$/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
};

type Place = { readonly line: number; readonly field: number };
type Split =
  | { readonly rows: readonly RegisterRow[]; readonly read: number; readonly nextLine: number }
  | { readonly refused: readonly [ProblemName, Place] };

/** At most `to` rows; rows without any value are passed over but count as lines. */
const split = (text: string, delimiter: string, to: number): Split => {
  try {
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true, max_record_size: longestRow };
    const records = parse(text, { ...options, to, raw: true, skip_empty_lines: true }) as unknown as Raw[];
    return { ...placed(records, text), read: records.length };
  } catch (error) {
    return { refused: refusalOf(error as Stopped, read => split(text, delimiter, read)) };
  }
};

/** A row as the parser gives it; `raw` begins with the empty lines before it. */
interface Raw {
  readonly record: string[];
  readonly raw: string;
}

const placed = (records: readonly Raw[], text: string) => {
  const rows: RegisterRow[] = [];
  let [line, offset] = [1, 0];
  for (const { record, raw } of records) {
    if (record.some(cell => cell.trim() !== '')) rows.push({ line: line + emptyLinesAt(raw, 0), cells: record });
    line += raw.split('\n').length - 1;
    offset += raw.length;
  }
  return { rows, nextLine: line + emptyLinesAt(text, offset) };
};

const emptyLinesAt = (text: string, offset: number): number => {
  let at = offset;
  while (text[at] === '\n') at += 1;
  return at - offset;
};

type Stopped = Pick<CsvError, 'code'> & {
  readonly lines?: number;
  readonly records?: number;
  readonly column?: unknown;
};

/** The parser notices a quote left open long after the row it is in, which is the one to look at. */
const refusalOf = ({ code, lines = 1, records = 0, column }: Stopped, split: (to: number) => Split) => {
  const field = Number(column);
  if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE')
    return ['quote_misplaced', { line: lines, field }] as const;
  const before = records > 0 ? split(records) : { nextLine: 1 };
  const line = 'nextLine' in before ? before.nextLine : lines;
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? (['quote_not_closed', { line, field }] as const)
    : (['record_too_long', { line, field: NaN }] as const);
};
