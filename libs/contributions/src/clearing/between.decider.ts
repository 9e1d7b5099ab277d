import {
  accept,
  type Currency,
  type Day,
  type Decider,
  type Decision,
  endOfMonth,
  type Minor,
  nothingToDo,
  refuse,
  unreachable,
} from '#kernel';
import type { BetweenEvent, Debt, DebtSource, DisputeCause } from './between.events.js';
import { betweenFold, type BetweenState, keyOf, pairOf, type Statement, statusOf, sumsOf } from './between.state.js';
import { ClearingReason } from './clearing.reasons.js';
import { bookedBack, owed } from './postings.js';

/** What the edge adds: the scheme that asks, the one it is about, which day it is, and who asks. */
export interface BetweenContext {
  readonly scheme: string;
  readonly other: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

export type BetweenRequest =
  | {
      readonly type: 'NoteDebt';
      readonly debtor: string;
      readonly creditor: string;
      readonly amount: Minor;
      readonly currency: Currency;
      readonly source: DebtSource;
      readonly reference: string;
      readonly on: Day;
    }
  | { readonly type: 'DrawStatement'; readonly month: string; readonly currency: Currency }
  | { readonly type: 'ConfirmStatement'; readonly statement: string }
  | {
      readonly type: 'DisputeLine';
      readonly statement: string;
      readonly line: string;
      readonly because: DisputeCause;
    }
  | {
      readonly type: 'DecideDispute';
      readonly line: string;
      readonly ruling: 'owed' | 'not-owed';
      readonly decision: string;
    };

export type BetweenCommand = BetweenRequest & BetweenContext;
type Of<Type extends BetweenRequest['type']> = Extract<BetweenRequest, { type: Type }> & BetweenContext;
type Outcome = Decision<BetweenEvent, ClearingReason>;

/** What two schemes owe each other: noted, stated by the month, confirmed or contested by both. */
export const betweenDecider: Decider<BetweenCommand, BetweenEvent, BetweenState, ClearingReason> = {
  ...betweenFold,

  decide(command, state) {
    if (command.scheme === command.other) return refuse(ClearingReason.sameScheme, undefined, 'unprocessable');
    switch (command.type) {
      case 'NoteDebt':
        return note(command, state);
      case 'DrawStatement':
        return draw(command, state);
      case 'ConfirmStatement':
        return confirm(command, state);
      case 'DisputeLine':
        return dispute(command, state);
      case 'DecideDispute':
        return rule(command, state);
      default:
        return unreachable(command);
    }
  },
};

const schemesOf = ({ scheme, other }: BetweenContext) => pairOf(scheme, other);

/** Below zero, the other scheme owes it. */
const note = (command: Of<'NoteDebt'>, { known, noted }: BetweenState): Outcome => {
  const { debtor, creditor, amount, currency, source, reference, on } = command;
  if (amount === 0 || known.has(keyOf(source, reference))) return nothingToDo;
  const debt: Debt =
    amount > 0 ? { debtor, creditor, amount } : { debtor: creditor, creditor: debtor, amount: -amount };
  const data = { schemes: schemesOf(command), ...debt, line: String(noted + 1), currency, source, reference, on };
  return accept({
    type: 'contributions.DebtNoted',
    version: 1,
    effectiveAt: on,
    data: { ...data, postings: owed(source, debt) },
  });
};

/**
 * Everything noted until the end of the month that no statement had: what is noted after it was drawn comes with the next.
 *
 * @refuses contributions.clearing.month_not_over
 * @refuses contributions.clearing.already_drawn
 * @refuses contributions.clearing.nothing_open
 */
const draw = (command: Of<'DrawStatement'>, { lines, statements }: BetweenState): Outcome => {
  const { month, currency, recordedOn } = command;
  const statement = `${month}-${currency}`;
  const end = endOfMonth(`${month}-01`);
  if (recordedOn <= end) return refuse(ClearingReason.monthNotOver, { month, today: recordedOn }, 'unprocessable');
  if (statements.some(one => one.statement === statement)) return refuse(ClearingReason.alreadyDrawn, { statement });
  const open = lines.filter(line => line.status === 'open' && line.currency === currency && line.on <= end);
  if (open.length === 0) return refuse(ClearingReason.nothingOpen, { month });
  const schemes = schemesOf(command);
  return accept({
    type: 'contributions.ClearingStatementDrawn',
    version: 1,
    effectiveAt: end,
    data: { schemes, statement, month, currency, drawnOn: recordedOn, ...sumsOf(open, schemes) },
  });
};

const inDraft = (statements: readonly Statement[], name: string) => {
  const statement = statements.find(one => one.statement === name);
  if (!statement) return refuse(ClearingReason.statementUnknown, { statement: name }, 'notFound');
  return statusOf(statement) === 'drawn' ? statement : refuse(ClearingReason.statementClosed, { statement: name });
};

/**
 * @refuses contributions.clearing.statement_unknown
 * @refuses contributions.clearing.statement_closed
 * @refuses contributions.clearing.same_person the other scheme's confirmation is theirs too
 */
const confirm = (command: Of<'ConfirmStatement'>, { statements }: BetweenState): Outcome => {
  const { scheme, actor, recordedOn: on } = command;
  const known = statements.find(one => one.statement === command.statement);
  if (known?.confirmations.some(one => one.scheme === scheme)) return nothingToDo;
  const statement = inDraft(statements, command.statement);
  if ('outcome' in statement) return statement;
  if (statement.confirmations.some(({ by }) => by === actor))
    return refuse(ClearingReason.samePerson, undefined, 'forbidden');
  const data = { schemes: schemesOf(command), statement: statement.statement, scheme, confirmedBy: actor, on };
  return accept({ type: 'contributions.ClearingStatementConfirmed', version: 1, effectiveAt: on, data });
};

/**
 * @refuses contributions.clearing.statement_unknown
 * @refuses contributions.clearing.statement_closed
 * @refuses contributions.clearing.line_unknown
 */
const dispute = (command: Of<'DisputeLine'>, { lines, statements }: BetweenState): Outcome => {
  const { line, because, scheme, actor, recordedOn: on } = command;
  const statement = inDraft(statements, command.statement);
  if ('outcome' in statement) return statement;
  if (!statement.lines.includes(line)) return refuse(ClearingReason.lineUnknown, { line }, 'notFound');
  const schemes = schemesOf(command);
  const left = lines.filter(one => one.line !== line && statement.lines.includes(one.line));
  return accept({
    type: 'contributions.ClearingLineDisputed',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ schemes, statement: statement.statement, line, scheme, because, disputedBy: actor, on },
      ...sumsOf(left, schemes),
    },
  });
};

/**
 * @refuses contributions.clearing.not_disputed
 * @refuses contributions.clearing.own_dispute
 */
const rule = (command: Of<'DecideDispute'>, { lines }: BetweenState): Outcome => {
  const { ruling, decision, actor, recordedOn: on } = command;
  const line = lines.find(one => one.line === command.line);
  if (line?.status !== 'disputed' || !line.dispute) return refuse(ClearingReason.notDisputed, { line: command.line });
  if (line.dispute.by === actor) return refuse(ClearingReason.ownDispute, undefined, 'forbidden');
  const postings = ruling === 'owed' ? [] : bookedBack(line.source, line);
  return accept({
    type: 'contributions.ClearingDisputeDecided',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ schemes: schemesOf(command), line: line.line, ruling, decision, decidedBy: actor, on },
      ...{ currency: line.currency, postings },
    },
  });
};
