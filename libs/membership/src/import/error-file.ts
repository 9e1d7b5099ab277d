import { stringify } from 'csv-stringify/sync';
import { addedColumns, plain } from './columns.js';
import { guarded } from './formulas.js';
import type { RegisterProblem } from './register.problems.js';
import type { Register } from './register.types.js';

/**
 * The rows that were left out, as written, each with its line, the columns concerned and why, in French. A household
 * is given back whole, its sound rows too: corrected, this file can be imported as it is.
 *
 * Cells that a spreadsheet would run as a formula are guarded with an apostrophe, which reading takes off again.
 * @returns CSV with the file's own separator, UTF-8 with the mark that spreadsheets look for
 */
export const errorFile = ({ source, errors, leftOutLines }: Register): string => {
  const kept = source.header.flatMap((header, at) => (added.has(plain(header)) ? [] : [at]));
  const byLine = new Map<number, RegisterProblem[]>();
  for (const error of errors) {
    const known = byLine.get(error.line);
    if (known) known.push(error);
    else byLine.set(error.line, [error]);
  }
  const leftOut = new Set(leftOutLines);
  const rows = source.rows.filter(({ line }) => leftOut.has(line));
  const written = new Set(rows.map(({ line }) => line));
  const ofTheFile = [...byLine].filter(([line]) => !written.has(line));
  const records = [
    [...kept.map(at => source.header[at] ?? ''), ...addedColumns],
    ...ofTheFile.map(([line, found]) => [...kept.map(() => ''), ...reasonsOf(line, found)]),
    ...rows.map(({ line, cells }) => [...kept.map(at => cells[at] ?? ''), ...reasonsOf(line, byLine.get(line) ?? [])]),
  ];
  const guardedRecords = records.map(record => record.map(guarded));
  return `\ufeff${stringify(guardedRecords, { delimiter: source.delimiter, record_delimiter: '\r\n' })}`;
};

const added = new Set<string>(addedColumns.map(plain));

const reasonsOf = (line: number, found: readonly RegisterProblem[]): readonly string[] => [
  String(line),
  [...new Set(found.map(({ column }) => column))].filter(column => column !== '').join(', '),
  found.map(({ message }) => message.fr).join(' | '),
];
