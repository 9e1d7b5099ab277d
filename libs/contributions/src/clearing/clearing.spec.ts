import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Day, foldAll, sum } from '#kernel';
import type { Posting } from '../account/account.types.js';
import { betweenDecider, type BetweenRequest } from './between.decider.js';
import type { BetweenEvent, Debt } from './between.events.js';
import { betweenFold, type BetweenState, pairOf, statusOf } from './between.state.js';
import { ClearingReason } from './clearing.reasons.js';
import { keyOfPair, nettingOf } from './net-clearing.decider.js';
import { paymentsOf, positionsOf } from './netting.js';

/** Two schemes, told in commands. */
class Pair {
  state: BetweenState = betweenFold.initialState;
  readonly events: BetweenEvent[] = [];

  constructor(readonly schemes: readonly [string, string] = ['A', 'B']) {}

  ask(request: BetweenRequest, recordedOn: Day = '2025-07-01', actor = 'manager-a', scheme = this.schemes[0]) {
    const other = this.schemes[0] === scheme ? this.schemes[1] : this.schemes[0];
    const decision = betweenDecider.decide({ ...request, scheme, other, recordedOn, actor }, this.state);
    if (decision.outcome === 'refused') return decision.reason;
    const events = decision.outcome === 'accepted' ? decision.events : [];
    this.events.push(...events);
    this.state = foldAll({ ...betweenFold, initialState: this.state }, events);
    return events;
  }

  owe(amount: number, on: Day, reference = `C-${this.events.length}`, [debtor, creditor] = this.schemes) {
    const debt = { debtor, creditor, amount, currency: 'XOF', source: 'host-care', reference, on } as const;
    return this.ask({ type: 'NoteDebt', ...debt }, on);
  }

  draw(month: string, recordedOn: Day) {
    return this.ask({ type: 'DrawStatement', month, currency: 'XOF' }, recordedOn);
  }

  agree(statement: string) {
    const request = { type: 'ConfirmStatement', statement } as const;
    this.ask(request, '2025-08-02', 'manager-a');
    return this.ask(request, '2025-08-02', 'manager-b', this.schemes[1]);
  }

  get balance() {
    const [one] = this.schemes;
    const live = this.state.lines.filter(({ status }) => status !== 'withdrawn');
    return sum(live.map(({ creditor, amount }) => (creditor === one ? amount : -amount)));
  }
}

let pair: Pair;
beforeEach(() => {
  pair = new Pair();
});

describe('a debt between two schemes', () => {
  test('is noted once, however often it is told', () => {
    expect(pair.owe(720, '2025-06-10', 'A/C1/1')).toHaveLength(1);
    expect(pair.owe(720, '2025-06-10', 'A/C1/1')).toEqual([]);
  });

  test('that is corrected downwards is owed the other way round', () => {
    pair.owe(720, '2025-06-10', 'A/C1/1');
    pair.owe(-720, '2025-06-11', 'A/C1/2');
    expect(pair.state.lines[1]).toMatchObject({ debtor: 'B', creditor: 'A', amount: 720 });
    expect(pair.balance).toBe(0);
  });

  test('that comes to nothing is not noted', () => expect(pair.owe(0, '2025-06-10')).toEqual([]));

  test('a scheme owes nothing to itself', () =>
    expect(new Pair(['A', 'A']).owe(1, '2025-06-10')).toBe(ClearingReason.sameScheme));
});

describe('a statement', () => {
  test.each([
    ['2025-06-30', ClearingReason.monthNotOver],
    ['2025-07-01', 1],
  ])('drawn up on %s', (today, expected) => {
    pair.owe(720, '2025-06-30');
    const drawn = pair.draw('2025-06', today);
    expect(typeof drawn === 'string' ? drawn : drawn.length).toBe(expected);
  });

  test('has what was noted by the last day of its month; the day after is of the next', () => {
    pair.owe(700, '2025-06-30');
    pair.owe(20, '2025-07-01');
    pair.draw('2025-06', '2025-07-02');
    expect(pair.state.statements).toMatchObject([{ net: { debtor: 'A', amount: 700 } }]);
    expect(pair.draw('2025-06', '2025-07-02')).toBe(ClearingReason.alreadyDrawn);
    expect(pair.draw('2025-05', '2025-07-02')).toBe(ClearingReason.nothingOpen);
  });

  test('is agreed once both confirmed, by two persons', () => {
    pair.owe(700, '2025-06-30');
    pair.draw('2025-06', '2025-07-01');
    const confirm = { type: 'ConfirmStatement', statement: '2025-06-XOF' } as const;
    expect(pair.ask({ ...confirm, statement: 'x' })).toBe(ClearingReason.statementUnknown);
    expect(pair.ask(confirm)).toHaveLength(1);
    expect(pair.ask(confirm)).toEqual([]);
    expect(pair.ask(confirm, '2025-07-01', 'manager-a', 'B')).toBe(ClearingReason.samePerson);
    pair.ask(confirm, '2025-07-01', 'manager-b', 'B');
    expect(pair.state.statements.map(statusOf)).toEqual(['agreed']);
    const dispute = { type: 'DisputeLine', statement: '2025-06-XOF', line: '1', because: 'amount-wrong' } as const;
    expect(pair.ask(dispute)).toBe(ClearingReason.statementClosed);
  });

  test('without a contested line is another one: both confirm it again', () => {
    pair.owe(700, '2025-06-29');
    pair.owe(50, '2025-06-30');
    pair.draw('2025-06', '2025-07-01');
    pair.ask({ type: 'ConfirmStatement', statement: '2025-06-XOF' });
    const dispute = { type: 'DisputeLine', statement: '2025-06-XOF', because: 'not-our-member' } as const;
    expect(pair.ask({ ...dispute, line: '3' })).toBe(ClearingReason.lineUnknown);
    pair.ask({ ...dispute, line: '1' }, '2025-07-01', 'manager-b', 'B');
    expect(pair.state.statements).toMatchObject([{ lines: ['2'], net: { amount: 50 }, confirmations: [] }]);
  });

  test('a dispute is decided by somebody else: owed next month, or booked back', () => {
    pair.owe(700, '2025-06-29');
    pair.owe(50, '2025-06-30');
    pair.draw('2025-06', '2025-07-01');
    const rule = { type: 'DecideDispute', line: '1', ruling: 'not-owed', decision: 'ARB' } as const;
    expect(pair.ask(rule)).toBe(ClearingReason.notDisputed);
    for (const line of ['1', '2'])
      pair.ask({ type: 'DisputeLine', statement: '2025-06-XOF', line, because: 'not-covered' });
    expect(pair.ask(rule)).toBe(ClearingReason.ownDispute);
    pair.ask(rule, '2025-07-02', 'finance');
    pair.ask({ ...rule, line: '2', ruling: 'owed' }, '2025-07-02', 'finance');
    expect(pair.balance).toBe(-50);
    expect(books(pair.events).get('A|other-schemes')).toBe(-50);
  });
});

const books = (events: readonly { readonly data: object }[]) => {
  const of = new Map<string, number>();
  for (const { data } of events)
    for (const { scheme, account, amount } of ('postings' in data ? data.postings : []) as readonly Posting[])
      of.set(`${scheme}|${account}`, (of.get(`${scheme}|${account}`) ?? 0) + amount);
  return of;
};

describe('netting', () => {
  const debt = (debtor: string, creditor: string, amount: number): Debt => ({ debtor, creditor, amount });

  test('a ring of debts is nobody’s', () => {
    const positions = positionsOf([debt('A', 'B', 100), debt('B', 'C', 100), debt('C', 'A', 100)]);
    expect(positions.map(({ net }) => net)).toEqual([0, 0, 0]);
    expect(paymentsOf(positions)).toEqual([]);
  });

  test('the largest debtor pays the largest creditor first', () =>
    expect(
      paymentsOf(positionsOf([debt('A', 'B', 300), debt('C', 'B', 100), debt('A', 'D', 50)])).map(
        ({ from, to, amount }) => [from, to, amount],
      ),
    ).toEqual([
      ['A', 'B', 350],
      ['C', 'B', 50],
      ['C', 'D', 50],
    ]));

  const schemes = ['A', 'B', 'C', 'D', 'E'];
  const debts = fc.array(
    fc
      .tuple(fc.constantFrom(...schemes), fc.constantFrom(...schemes), fc.integer({ min: 1, max: 1_000_000 }))
      .filter(([one, other]) => one !== other)
      .map(([debtor, creditor, amount]) => debt(debtor, creditor, amount)),
    { maxLength: 40 },
  );

  test('whatever is owed: positions of a federation add up to zero, and payments settle each of them', () =>
    fc.assert(
      fc.property(debts, owed => {
        const positions = positionsOf(owed);
        expect(sum(positions.map(({ net }) => net))).toBe(0);
        const payments = paymentsOf(positions);
        expect(payments.length).toBeLessThan(schemes.length);
        for (const { scheme, net } of positions) {
          const received = sum(payments.filter(({ to }) => to === scheme).map(({ amount }) => amount));
          const paid = sum(payments.filter(({ from }) => from === scheme).map(({ amount }) => amount));
          expect(received - paid).toBe(net);
          expect(Math.min(received, paid)).toBe(0);
        }
      }),
    ));

  const step = fc.record({
    what: fc.constantFrom('owe', 'owe', 'owe', 'draw', 'dispute', 'rule', 'confirm' as const),
    amount: fc.integer({ min: -900, max: 900 }),
    month: fc.constantFrom('2025-06', '2025-07'),
    line: fc.integer({ min: 1, max: 12 }).map(String),
    owed: fc.boolean(),
  });

  test('whatever two schemes do: every event balances in each scheme’s books, and the books say what is owed', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const told = new Pair();
        steps.forEach(({ what, amount, month, line, owed }, index) => {
          const statement = `${month}-XOF`;
          if (what === 'owe') told.owe(amount, `${month}-15`, `C-${index}`);
          if (what === 'draw') told.draw(month, '2025-08-01');
          if (what === 'confirm') told.ask({ type: 'ConfirmStatement', statement }, '2025-08-02', `m-${index}`, 'B');
          if (what === 'dispute') told.ask({ type: 'DisputeLine', statement, line, because: 'amount-wrong' });
          const ruling = owed ? 'owed' : 'not-owed';
          if (what === 'rule') told.ask({ type: 'DecideDispute', line, ruling, decision: 'X' }, '2025-08-03', 'fin');
        });
        for (const event of told.events)
          for (const scheme of ['A', 'B'])
            expect(
              sum([...books([event])].filter(([key]) => key.startsWith(`${scheme}|`)).map(([, amount]) => amount)),
            ).toBe(0);
        const kept = books(told.events);
        expect(kept.get('A|other-schemes') ?? 0).toBe(told.balance);
        expect((kept.get('B|other-schemes') ?? 0) + told.balance).toBe(0);
      }),
      { numRuns: 200 },
    ));

  test('takes the statements that both confirmed, once', () => {
    const pairs = [new Pair(['A', 'B']), new Pair(['A', 'C']), new Pair(['B', 'C'])];
    for (const one of pairs) one.owe(100, '2025-06-10', 'X', one.schemes);
    for (const one of pairs) one.draw('2025-06', '2025-07-01');
    for (const one of pairs.slice(0, 2)) one.agree('2025-06-XOF');
    const named = pairs.map(({ schemes: [one, other] }) => pairOf(one, other));
    const decider = nettingOf(named);
    const states = {
      clearing: { status: 'none' as const },
      ...Object.fromEntries(pairs.map(({ schemes, state }) => [keyOfPair(schemes), state])),
    };
    const command = { clearing: 'CL', month: '2025-06', currency: 'XOF', recordedOn: '2025-08-03' } as const;
    const decision = decider.decide(command, states);
    if (decision.outcome !== 'accepted') throw new Error('refused');
    expect(decision.events.clearing).toMatchObject([
      {
        data: {
          statements: [{ amount: 100 }, { amount: 100 }],
          positions: [
            { scheme: 'A', net: -200 },
            { scheme: 'B', net: 100 },
            { scheme: 'C', net: 100 },
          ],
        },
      },
    ]);
    expect(decision.events['pair:B|C']).toBeUndefined();
    for (const one of pairs)
      one.state = foldAll({ ...betweenFold, initialState: one.state }, decision.events[keyOfPair(one.schemes)] ?? []);
    expect(pairs[0]?.state.lines).toEqual([]);
    const after = Object.fromEntries(pairs.map(({ schemes, state }) => [keyOfPair(schemes), state]));
    expect(decider.decide(command, { clearing: { status: 'none' }, ...after })).toMatchObject({
      reason: ClearingReason.nothingAgreed,
    });
  });
});
