import { beforeEach, describe, expect, test } from '@jest/globals';
import { sum } from '#kernel';
import { funding, openFund, request, settlement } from './fund.fixture.js';
import { fundDecider } from './fund.decider.js';
import type { FundEvent } from './fund.events.js';
import { fundFold, type FundState } from './fund.state.js';
import { reservationDecider } from './reservation.decider.js';
import { householdFold } from '../household/household.state.js';
import type { EnvelopeCommand, GrantEnvelope, NoteEnvelopeUse } from './envelope.commands.js';
import { envelopeDecider } from './envelope.decider.js';

const fund = 'F-MATCH';
const grant = (change: Partial<GrantEnvelope> = {}): GrantEnvelope => ({
  type: 'GrantEnvelope',
  fund,
  scheme: 'DIOFIOR',
  reference: 'D1',
  amount: 10_000,
  terms: {
    parts: [{ acts: ['TB'], of: 'act', rate_bps: 10_000 }],
    window: { from: '2025-01-01', to: '2025-12-31' },
    households: null,
    priority: 1,
  },
  grantedOn: '2025-02-01',
  ...change,
});
const used = (spent: number, revision: number, closed = false): NoteEnvelopeUse => ({
  ...{ type: 'NoteEnvelopeUse', fund, scheme: 'DIOFIOR', currency: 'XOF', usedOn: '2025-03-01' },
  ...{ spent, closed, revision },
});
const close = { type: 'CloseEnvelope', fund, scheme: 'DIOFIOR', closedOn: '2025-12-31' } as const;

describe('an envelope for acts', () => {
  let state: FundState;
  const take = (events: readonly FundEvent[] = []) => {
    for (const event of events) {
      if ('postings' in event.data) expect(sum(event.data.postings.map(({ amount }) => amount))).toBe(0);
      state = fundFold.evolve(state, event);
    }
  };
  const ask = (command: EnvelopeCommand): string => {
    const decision = envelopeDecider.decide(command, state);
    if (decision.outcome === 'accepted') take(decision.events);
    return decision.outcome === 'refused' ? decision.reason : decision.outcome;
  };
  const balance = () => (state.status === 'open' ? state.balance : null);

  beforeEach(() => {
    state = fundFold.initialState;
    for (const command of [openFund(), funding(10_000)]) {
      const decision = fundDecider.decide(command, state);
      if (decision.outcome === 'accepted') take(decision.events);
    }
  });

  test.each([
    [10_000, 'accepted'],
    [10_001, 'subsidies.envelope.above_available'],
  ])('sets aside what the fund has free: %d', (amount, outcome) => expect(ask(grant({ amount }))).toBe(outcome));

  test('under one reference once; another tops it up', () => {
    expect(ask(grant({ amount: 4000 }))).toBe('accepted');
    expect(ask(grant({ amount: 4000 }))).toBe('nothingToDo');
    for (const other of [{ amount: 4001 }, { scheme: 'LOUGA' }, { grantedOn: '2025-02-02' }])
      expect(ask(grant({ amount: 4000, ...other }))).toBe('subsidies.envelope.reference_used');
    expect(ask(grant({ amount: 6000, reference: 'D2' }))).toBe('accepted');
    expect(balance()).toMatchObject({ available: 0, reserved: 10_000 });
  });

  test('turns away what would name who suffers from what, and a window that ends before it begins', () => {
    const terms = { ...grant().terms, households: ['H1'] };
    expect(ask(grant({ terms }))).toBe('subsidies.envelope.list_names_acts');
    const everything = { ...terms, parts: [{ acts: null, of: 'copay' as const, rate_bps: 10_000 }] };
    expect(ask(grant({ terms: everything }))).toBe('accepted');
    const window = { from: '2025-02-02', to: '2025-02-01' };
    const reversed = { ...grant().terms, window };
    expect(ask(grant({ reference: 'D2', terms: reversed }))).toBe('subsidies.envelope.window_reversed');
  });

  test('is only for the schemes of the contract', () => {
    const amended = fundDecider.decide(
      { type: 'AmendFund', fund, contract: { ...contract(), schemes: ['LOUGA'] }, effectiveFrom: '2025-02-01' },
      state,
    );
    if (amended.outcome === 'accepted') take(amended.events);
    expect(ask(grant({ grantedOn: '2025-01-31' }))).toBe('accepted');
    expect(ask(grant({ reference: 'D2' }))).toBe('subsidies.envelope.scheme_excluded');
  });

  test('what claims draw is owed to the scheme, and paid to it', () => {
    ask(grant());
    expect(ask(used(3000, 1))).toBe('accepted');
    expect(ask(used(2000, 1))).toBe('nothingToDo');
    expect(balance()).toMatchObject({ reserved: 7000, committed: 3000 });
    const settled = fundDecider.decide(settlement(), state);
    if (settled.outcome === 'accepted') take(settled.events);
    expect(balance()).toMatchObject({ reserved: 7000, committed: 0, settled: 3000 });
    ask(used(3500, 2));
    ask(used(2600, 3));
    expect(balance()).toMatchObject({ reserved: 7400, committed: 0, settled: 2600 });
  });

  test('the rest is free again once claims are done with it, and serves those who wait', () => {
    ask(grant());
    ask(used(3000, 1));
    const waiting = reservationDecider.decide(request('H1', 2, '2025-03-05'), {
      fund: state,
      household: householdFold.initialState,
    });
    if (waiting.outcome === 'accepted') take(waiting.events.fund);
    expect(ask(used(3000, 2, true))).toBe('accepted');
    expect(balance()).toMatchObject({ available: 0, reserved: 7000, committed: 3000 });
    expect(ask(close)).toBe('accepted');
    expect(ask(close)).toBe('nothingToDo');
    expect(ask(used(3000, 3, true))).toBe('accepted');
    expect(balance()).toMatchObject({ available: 0, reserved: 7000, committed: 3000 });
    expect(state.status === 'open' && state.open).not.toBeNull();
    ask(used(1000, 4, true));
    expect(balance()).toMatchObject({ available: 2000, reserved: 7000, committed: 1000 });
  });

  test('nothing is asked back where nothing was granted', () => {
    expect(ask(close)).toBe('subsidies.envelope.unknown');
    expect(ask({ ...close, fund: 'F-9' })).toBe('subsidies.envelope.unknown');
    expect(ask(used(1, 1))).toBe('nothingToDo');
    state = fundFold.initialState;
    expect(ask(close)).toBe('subsidies.fund.unknown');
  });

  const contract = () => {
    if (state.status === 'none') throw new Error('the fund is not open');
    const { effectiveFrom: _, ...terms } = state.contracts[0]!;
    return { ...terms, version: '2' };
  };
});
