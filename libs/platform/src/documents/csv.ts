import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/** What a spreadsheet would run as a formula is kept from running by an apostrophe. Numbers are no formulas. */
const guarded = (cell: Cell): Cell => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** CSV as spreadsheets here open it: semicolons, and the mark of UTF-8. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${stringify([[...header], ...rows.map(row => row.map(guarded))], { delimiter: ';', record_delimiter: '\r\n' })}`;
