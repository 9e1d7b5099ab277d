/**
 * A spreadsheet runs a cell that begins with one of these, in their full-width and small forms as well. The guard is
 * ours because the CSV library's own passes over the small forms and touches telephone numbers and amounts.
 */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]/;
/** A number or a telephone number is not run. */
const number = /^[+-]?\d[\d .]*$/;

/** The cell as text that no spreadsheet runs. */
export const guarded = (cell: string): string => (formula.test(cell) && !number.test(cell) ? `'${cell}` : cell);

/** The cell as it was before it was guarded: error files come back. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
