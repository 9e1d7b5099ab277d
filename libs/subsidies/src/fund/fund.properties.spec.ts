import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldAll, sum } from '#kernel';
import type { FundCommand } from './fund.commands.js';
import { coverIsWithdrawn, coverOpens, duesCancelled, funding, fundWith, request, settlement } from './fund.fixture.js';
import { fundFold, type OpenFund } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { entriesOf } from '../ledger/sorted-map.js';
import type { Story } from './story.js';

const household = fc.constantFrom('H1', 'H2', 'H3', 'H4', 'H5', 'H6');
const schemeOf = (name: string) => (name < 'H4' ? 'DIOFIOR' : 'LOUGA');
const day = fc.integer({ min: 1, max: 28 }).map(each => `2025-03-${String(each).padStart(2, '0')}`);
const perPerson = fc.constantFrom(3_500, 1_750, 999);
const reference = fc.integer({ min: 1, max: 1_000_000 }).map(String);

const command: fc.Arbitrary<FundCommand | ReservationCommand> = fc.oneof(
  fc
    .tuple(household, fc.integer({ min: 1, max: 7 }), day, perPerson)
    .map(([name, persons, on, each]) => request(name, persons, on, { scheme: schemeOf(name), perPerson: each })),
  fc.tuple(fc.integer({ min: 1, max: 20_000 }), reference, day).map(([amount, ref, on]) => funding(amount, ref, on)),
  household.map(name => coverOpens(name, '2025-04-01', schemeOf(name))),
  household.map(name => coverIsWithdrawn(name, '2025-04-02', schemeOf(name))),
  household.map(name => duesCancelled(name, '2025-04-03', schemeOf(name))),
  reference.map(ref => settlement(ref)),
);

const story = fc
  .tuple(
    fc.integer({ min: 0, max: 30_000 }),
    fc.boolean(),
    fc.option(fc.integer({ min: 1, max: 20_000 })),
    fc.array(command, { maxLength: 40 }),
  )
  .map(([amount, wholePersons, capPerHousehold, commands]) => {
    const told = fundWith(amount, { wholePersons, capPerHousehold });
    for (const each of commands) told.ask(each);
    return told;
  });

const openOf = (told: Story): OpenFund => {
  const fund = told.fund();
  if (fund.status === 'none') throw new Error('not open');
  return fund;
};

const holds = (check: (told: Story) => void) => fc.assert(fc.property(story, check), { numRuns: 300 });

describe('whatever happens to a fund', () => {
  test('every movement adds up to zero, and so does the journal at each position', () =>
    holds(({ events }) => {
      for (const { data } of events)
        if ('postings' in data) expect(sum(data.postings.map(({ amount }) => amount))).toBe(0);
    }));

  test('every franc received is in exactly one place, and no account is overdrawn', () =>
    holds(({ events }) => {
      for (const { data } of events) {
        if (!('balance' in data)) continue;
        const { received, available, reserved, committed, settled } = data.balance;
        expect(available + reserved + committed + settled).toBe(received);
        expect(Math.min(available, reserved, committed, settled)).toBeGreaterThanOrEqual(0);
      }
    }));

  test('no account of a scheme is overdrawn, and money given back only passes through', () =>
    holds(({ events }) => {
      const accounts = new Map<string, number>();
      for (const { data } of events) {
        if (!('postings' in data)) continue;
        for (const { account, scheme, amount } of data.postings)
          accounts.set(`${scheme} ${account}`, (accounts.get(`${scheme} ${account}`) ?? 0) + amount);
        for (const [name, amount] of accounts) {
          if (name.endsWith('released')) expect(amount).toBe(0);
          else if (!name.endsWith('received')) expect(amount).toBeGreaterThanOrEqual(0);
        }
      }
    }));

  test('the balance is the sum of what households hold', () =>
    holds(told => {
      const { balance, open, committed } = openOf(told);
      const terms = [...entriesOf(open)].map(({ value }) => value.standing);
      const schemes = [...entriesOf(committed)].map(({ value }) => value);
      expect(sum(terms.map(({ reserved }) => reserved))).toBe(balance.reserved);
      expect(sum(schemes.map(({ amount }) => amount))).toBe(balance.committed);
      for (const { amount, terms: ofScheme } of schemes)
        expect(sum([...entriesOf(ofScheme)].map(({ value }) => value.standing.committed))).toBe(amount);
    }));

  test('who waits is served in the order of requests: money goes to the head of the queue only', () =>
    holds(({ events }) => {
      const queue = new Map<string, string>();
      for (const { type, data } of events) {
        if (type === 'subsidies.SubsidyRequested') queue.set(data.place, `${data.household}/${data.term}`);
        if (type === 'subsidies.SubsidyReleased')
          for (const [place, term] of queue) if (term === `${data.household}/${data.term}`) queue.delete(place);
        if (type !== 'subsidies.SubsidyReserved') continue;
        expect(data.place).toBe([...queue.keys()].sort()[0]);
        if (data.left === 0) queue.delete(data.place);
      }
    }));

  test('nobody waits while the money would carry the next one', () =>
    holds(told => {
      const { waiting, balance } = openOf(told);
      const [next] = entriesOf(waiting);
      if (next) expect(balance.available).toBeLessThan(next.value.wholePersons ? next.value.perPerson : 1);
    }));

  test('no household gets more than its cap', () =>
    holds(told => {
      const { contracts } = openOf(told);
      const cap = contracts[0]?.capPerHousehold ?? Infinity;
      for (const { data } of told.events) if ('standing' in data) expect(data.standing.total).toBeLessThanOrEqual(cap);
    }));

  test('its events fold to the state it had, any number of times', () =>
    holds(told => expect(foldAll(fundFold, told.events)).toEqual(told.fund())));
});
