import { columnsOf, everyScheme, type Position, type Projection, type ReadModels, type Table } from '#eventstore';
import type { Minor } from '#kernel';
import type { Findings } from './findings.js';

interface JournalLine {
  readonly position: Position;
  readonly scheme: string;
  readonly fund?: string;
  readonly currency: string;
  readonly amount: Minor;
}

const columns = ['position', 'line', 'account', 'amount', 'currency', 'scheme'];
/** Positions read at a time. */
const window = 20_000;

/** A table is a journal when it has the columns of one. */
export const isJournal = ({ entity }: Table): boolean => {
  const own = columnsOf(entity);
  return columns.every(column => own.includes(column));
};

/**
 * In the journals, the lines of an event add up to zero in each currency, and belong to one scheme or one fund: then
 * every scheme and every fund adds up at every position.
 */
export const checkJournals = async (
  models: ReadModels,
  projections: readonly Projection[],
  heads: (projection: Projection) => Position,
  findings: Findings,
): Promise<void> => {
  for (const projection of projections) {
    for (const table of projection.tables.filter(isJournal)) {
      await checkJournal(models, table as unknown as Table<JournalLine>, heads(projection), findings);
    }
  }
};

const checkJournal = async (
  models: ReadModels,
  table: Table<JournalLine>,
  head: Position,
  findings: Findings,
): Promise<void> => {
  findings.checked('journals');
  for (let from = 1; from <= head; from += window) {
    const where = { position: { atLeast: from, atMost: from + window - 1 } };
    const sums = new Map<string, Minor>();
    for (const { position, scheme, fund, currency, amount } of await models.find(everyScheme, table, { where })) {
      findings.checked('journal lines');
      const whole = Number.isSafeInteger(amount);
      findings.require(whole, 'whole amounts', () => `${table.name} ${position}: ${amount}`);
      const book = `${table.name} ${position}: ${fund ? `fund ${fund}` : `scheme ${scheme}`} in ${currency}`;
      sums.set(book, (sums.get(book) ?? 0) + amount);
    }
    for (const [book, sum] of sums)
      findings.require(sum === 0, 'money conserved', () => `${book} adds up to ${sum}, not to zero`);
  }
};
