import { type Currency, type Day, type Fold, type Minor, sum, unreachable } from '#kernel';
import type { BetweenEvent, Debt, DebtSource, DisputeCause, Sums } from './between.events.js';

/** A debt that is not settled yet. */
export interface Line extends Debt {
  readonly line: string;
  readonly currency: Currency;
  readonly source: DebtSource;
  readonly reference: string;
  readonly on: Day;
  readonly status: 'open' | 'stated' | 'disputed' | 'withdrawn';
  readonly dispute?: { readonly scheme: string; readonly because: DisputeCause; readonly by: string };
}

/** `agreed` once both have confirmed; `netted` once the federation's netting has it. */
export interface Statement extends Sums {
  readonly statement: string;
  readonly month: string;
  readonly currency: Currency;
  readonly drawnOn: Day;
  readonly confirmations: readonly { readonly scheme: string; readonly by: string }[];
  readonly clearing: string | null;
}

/** How two schemes stand with each other. */
export interface BetweenState {
  readonly lines: readonly Line[];
  readonly statements: readonly Statement[];
  /** Debts ever noted: each once. */
  readonly noted: number;
  readonly known: ReadonlySet<string>;
}

export const statusOf = ({ confirmations, clearing }: Statement): 'drawn' | 'agreed' | 'netted' =>
  clearing !== null ? 'netted' : confirmations.length === 2 ? 'agreed' : 'drawn';

export const pairOf = (one: string, other: string): readonly [string, string] =>
  one < other ? [one, other] : [other, one];

export const betweenStream = ([one, other]: readonly [string, string]): string =>
  `contributions.between-${one}.${other}`;

/** Both sides of these debts, and what is left of the larger one. */
export const sumsOf = (lines: readonly Line[], [one, other]: readonly [string, string]): Sums => {
  const owedBy = (debtor: string): Minor =>
    sum(lines.filter(line => line.debtor === debtor).map(({ amount }) => amount));
  const [ones, others] = [owedBy(one), owedBy(other)];
  const side = (debtor: string, creditor: string, amount: Minor): readonly Debt[] =>
    amount > 0 ? [{ debtor, creditor, amount }] : [];
  const [net] = [...side(one, other, ones - others), ...side(other, one, others - ones)];
  return {
    lines: lines.map(({ line }) => line),
    sides: [...side(one, other, ones), ...side(other, one, others)],
    net: net ?? null,
  };
};

export const betweenFold: Fold<BetweenEvent, BetweenState> = {
  initialState: { lines: [], statements: [], noted: 0, known: new Set() },

  evolve(state, event) {
    switch (event.type) {
      case 'contributions.DebtNoted': {
        const { line, debtor, creditor, amount, currency, source, reference, on } = event.data;
        const noted: Line = { line, debtor, creditor, amount, currency, source, reference, on, status: 'open' };
        const known = new Set(state.known).add(keyOf(source, reference));
        return { ...state, lines: [...state.lines, noted], noted: state.noted + 1, known };
      }
      case 'contributions.ClearingStatementDrawn': {
        const { statement, month, currency, drawnOn, lines, sides, net } = event.data;
        const drawn: Statement = {
          ...{ statement, month, currency, drawnOn, lines, sides, net, confirmations: [], clearing: null },
        };
        const stated = withLines(state, lines, line => ({ ...line, status: 'stated' }));
        return { ...stated, statements: [...state.statements, drawn] };
      }
      case 'contributions.ClearingStatementConfirmed': {
        const { statement, scheme, confirmedBy: by } = event.data;
        return withStatement(state, statement, one => ({
          ...one,
          confirmations: [...one.confirmations, { scheme, by }],
        }));
      }
      case 'contributions.ClearingLineDisputed': {
        const { statement, line, scheme, because, disputedBy: by, lines, sides, net } = event.data;
        const dispute = { scheme, because, by };
        const disputed = withLines(state, [line], one => ({ ...one, status: 'disputed', dispute }));
        return withStatement(disputed, statement, one => ({ ...one, lines, sides, net, confirmations: [] }));
      }
      case 'contributions.ClearingDisputeDecided': {
        const { line, ruling } = event.data;
        const status = ruling === 'owed' ? 'open' : 'withdrawn';
        return withLines(state, [line], ({ dispute: _, ...one }) => ({ ...one, status }));
      }
      case 'contributions.ClearingStatementNetted': {
        const { statement, clearing } = event.data;
        const settled = state.statements.find(one => one.statement === statement)?.lines ?? [];
        const left = { ...state, lines: state.lines.filter(({ line }) => !settled.includes(line)) };
        return withStatement(left, statement, one => ({ ...one, clearing }));
      }
      default:
        return unreachable(event);
    }
  },
};

/** What a debt is known by: told again, it is the same. */
export const keyOf = (source: DebtSource, reference: string): string => `${source}|${reference}`;

const withLines = (state: BetweenState, lines: readonly string[], change: (line: Line) => Line): BetweenState => ({
  ...state,
  lines: state.lines.map(line => (lines.includes(line.line) ? change(line) : line)),
});

const withStatement = (
  state: BetweenState,
  name: string,
  change: (statement: Statement) => Statement,
): BetweenState => ({
  ...state,
  statements: state.statements.map(one => (one.statement === name ? change(one) : one)),
});
