import { readHeader } from './columns.js';
import { collect, decodeRegister, largestFile_bytes } from './decode-register.js';
import { Findings } from './findings.js';
import { readHouseholds } from './read-households.js';
import { problem, type RegisterProblem } from './register.problems.js';
import type { Register, RegisterOptions, RegisterSource } from './register.types.js';
import { splitRows } from './split-rows.js';

/**
 * Reads a paper register that was typed into a CSV file: one row per person, households by their number. Nothing is
 * asked of anybody yet: the operations are in the answer, for the households that are whole and without error.
 * It never throws, whatever the file holds.
 */
export const readRegister = (file: string | Uint8Array, options: RegisterOptions): Register => {
  const decoded = decodeRegister(file);
  if ('refused' in decoded) {
    return unread(problem(decoded.refused, { line: 1 }, { limit: largestFile_bytes / 1_000_000 }));
  }
  const split = splitRows(decoded.text);
  if ('refused' in split) return unread(split.refused, { encoding: decoded.encoding });

  const { delimiter, rows, header } = split;
  const source: RegisterSource = { encoding: decoded.encoding, delimiter, header: header.cells, rows };
  const { positions, errors, warnings } = readHeader(header);
  if (errors.length > 0) {
    return { households: [], errors, warnings, leftOut: [], leftOutLines: rows.map(({ line }) => line), source };
  }
  const read = readHouseholds(source, options, new Findings(header.cells, positions));
  return { ...read, warnings: [...warnings, ...read.warnings], source };
};

/** The same from a file being read; no more than the largest file is kept. */
export const readRegisterFrom = async (
  pieces: AsyncIterable<Uint8Array>,
  options: RegisterOptions,
): Promise<Register> => readRegister(await collect(pieces), options);

/** A file that cannot be read as a register has no household. */
const unread = (error: RegisterProblem, source: Partial<RegisterSource> = {}): Register => ({
  households: [],
  errors: [error],
  warnings: [],
  leftOut: [],
  leftOutLines: [],
  source: { encoding: 'utf-8', delimiter: ';', header: [], rows: [], ...source },
});
