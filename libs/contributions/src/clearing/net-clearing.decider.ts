import { acceptIn, type Currency, type Day, type JointDecider, nothingToDo, refuse } from '#kernel';
import type { BetweenEvent, Debt } from './between.events.js';
import { betweenFold, type BetweenState, pairOf, statusOf } from './between.state.js';
import type { ClearingEvent } from './clearing.events.js';
import { ClearingReason } from './clearing.reasons.js';
import { clearingFold, type ClearingState } from './clearing.state.js';
import { paymentsOf, positionsOf } from './netting.js';

export interface NetClearing {
  readonly clearing: string;
  readonly month: string;
  readonly currency: Currency;
  readonly recordedOn: Day;
}

/** Two schemes, by the name of their stream in the decision. */
export type PairKey = `pair:${string}`;
export const keyOfPair = ([one, other]: readonly [string, string]): PairKey => `pair:${one}|${other}`;

export type NettingStreams = {
  readonly clearing: { readonly event: ClearingEvent; readonly state: ClearingState };
} & { readonly [Pair in PairKey]: { readonly event: BetweenEvent; readonly state: BetweenState } };

interface Agreed extends Debt {
  readonly pair: PairKey;
  readonly statement: string;
}

/**
 * Statements of a month that both schemes confirmed become one position for each scheme; statement and netting change
 * together, so no statement is settled twice.
 *
 * @refuses contributions.clearing.number_taken
 * @refuses contributions.clearing.nothing_agreed
 */
export const nettingOf = (
  pairs: readonly (readonly [string, string])[],
): JointDecider<NetClearing, NettingStreams, ClearingReason> => ({
  folds: {
    clearing: clearingFold,
    ...Object.fromEntries(pairs.map(pair => [keyOfPair(pair), betweenFold])),
  } as JointDecider<NetClearing, NettingStreams>['folds'],

  decide({ clearing, month, currency, recordedOn }, states) {
    if (states.clearing.status === 'netted') {
      const { netted } = states.clearing;
      const same = netted.month === month && netted.currency === currency;
      return same ? nothingToDo : refuse(ClearingReason.clearingTaken, { clearing });
    }
    const agreed = pairs.flatMap(pair =>
      agreedOf(states[keyOfPair(pair)] ?? betweenFold.initialState, keyOfPair(pair), month, currency),
    );
    if (agreed.length === 0) return refuse(ClearingReason.nothingAgreed, { month });
    const debts = agreed.filter(({ amount }) => amount > 0);
    const positions = positionsOf(debts);
    const statements = agreed.map(({ pair: _, ...statement }) => statement);
    return acceptIn({
      clearing: [
        {
          type: 'contributions.ClearingNetted',
          version: 1,
          effectiveAt: recordedOn,
          data: {
            ...{ clearing, month, currency, statements, positions, payments: paymentsOf(positions) },
            nettedOn: recordedOn,
          },
        },
      ],
      ...Object.fromEntries(agreed.map(one => [one.pair, [netted(one, clearing, recordedOn)]])),
    });
  },
});

const netted = ({ debtor, creditor, statement }: Agreed, clearing: string, on: Day): BetweenEvent => ({
  type: 'contributions.ClearingStatementNetted',
  version: 1,
  effectiveAt: on,
  data: { schemes: pairOf(debtor, creditor), statement, clearing, on },
});

const agreedOf = (
  { statements }: BetweenState,
  pair: PairKey,
  month: string,
  currency: Currency,
): readonly Agreed[] => {
  const statement = statements.find(one => one.month === month && one.currency === currency);
  if (!statement || statusOf(statement) !== 'agreed') return [];
  const [debtor = '', creditor = ''] = pair.slice('pair:'.length).split('|');
  return [{ pair, statement: statement.statement, ...(statement.net ?? { debtor, creditor, amount: 0 }) }];
};
