import type { Find, Scope, Where } from '../read-models.js';

type Values = Readonly<Record<string, unknown>>;
interface Operators {
  readonly in?: readonly unknown[];
  readonly atMost?: unknown;
  readonly atLeast?: unknown;
}

/** Whether a condition names an operator rather than a value to be equal to. */
export const isOperators = (condition: unknown): condition is Operators =>
  typeof condition === 'object' &&
  condition !== null &&
  !Array.isArray(condition) &&
  ('in' in condition || 'atMost' in condition || 'atLeast' in condition);

/**
 * Schemes of a scope that may be named to the database. What would mean more there than one scheme, a `*` or a list, is
 * left out: a scope is made from a token.
 */
export const namedSchemes = ({ schemes }: Scope): readonly string[] | 'all' =>
  schemes === 'all' ? 'all' : schemes.filter(scheme => scheme !== '*' && !scheme.includes(','));

/** Row security, in memory. */
export const readable = (schemes: readonly string[] | 'all', row: object): boolean =>
  schemes === 'all' || schemes.includes((row as { readonly scheme: string }).scheme);

export const matches = <Row extends object>(row: Row, where: Where<Row> | undefined): boolean => {
  for (const [column, condition] of Object.entries(where ?? {}))
    if (condition !== undefined && !satisfies((row as Values)[column] ?? null, condition)) return false;
  return true;
};

const satisfies = (value: unknown, condition: unknown): boolean => {
  if (!isOperators(condition)) return value === condition;
  if (condition.in && !condition.in.includes(value)) return false;
  if (condition.atMost !== undefined && (value === null || order(value, condition.atMost) > 0)) return false;
  return condition.atLeast === undefined || (value !== null && order(value, condition.atLeast) >= 0);
};

/** Null comes last, as in PostgreSQL. */
const order = (left: unknown, right: unknown): number => {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return (left as string) < (right as string) ? -1 : 1;
};

export const sorted = <Row extends object>(
  rows: Row[],
  { orderBy, descending, limit, offset = 0 }: Find<Row>,
): Row[] => {
  if (orderBy) {
    const sign = descending ? -1 : 1;
    rows.sort((left, right) => {
      for (const column of orderBy) {
        const difference = order((left as Values)[column] ?? null, (right as Values)[column] ?? null);
        if (difference !== 0) return sign * difference;
      }
      return 0;
    });
  }
  return limit === undefined && offset === 0 ? rows : rows.slice(offset, offset + (limit ?? rows.length));
};
