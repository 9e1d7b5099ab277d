import { type Column, columns, type Positions, textIn } from './columns.js';
import { problem, type ProblemName, type RegisterProblem } from './register.problems.js';
import type { RegisterRow } from './register.types.js';

type Facts = Parameters<typeof problem>[2];

/** Gathers what is wrong with some rows, under the names their file gives to the columns. */
export class Findings {
  readonly errors: RegisterProblem[] = [];
  readonly warnings: RegisterProblem[] = [];

  constructor(
    private readonly header: readonly string[],
    readonly positions: Positions,
  ) {}

  /** Another list for other rows of the same file. */
  fresh(): Findings {
    return new Findings(this.header, this.positions);
  }

  error(name: ProblemName, row: RegisterRow, column?: Column, facts?: Facts): void {
    this.errors.push(problem(name, this.placeOf(row, column), facts));
  }

  warn(name: ProblemName, row: RegisterRow, column?: Column, facts?: Facts): void {
    this.warnings.push(problem(name, this.placeOf(row, column), facts));
  }

  private placeOf(row: RegisterRow, column?: Column) {
    if (!column) return { line: row.line };
    const at = this.positions.get(column);
    const header = (at === undefined ? undefined : this.header[at]) ?? columns[column][0];
    return { line: row.line, column: header, value: textIn(row, this.positions, column) };
  }
}
