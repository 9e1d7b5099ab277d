import { describe, expect, test } from '@jest/globals';
import { everyScheme } from '#eventstore';
import type { Message } from '#messaging';
import { DecideCofunding } from './cofunding/decide-cofunding.js';
import { DecideFund } from './fund/decide-fund.js';
import type { ContractTerms } from './fund/fund.events.js';
import { funding, openFund } from './fund/fund.fixture.js';
import { Fund, FundHandler } from './http/funds.queries.js';
import { type AtWork, by, contributions } from './subsidies-at-work.fixture.js';

/** Funds that carry one contribution together, each its part: part of what the context at work promises on every store. */
export const severalFundsContract = (atWork: () => AtWork): void =>
  describe('several funds for one contribution', () => {
    const hear = async (...messages: readonly Message[]) => {
      await atWork().transport.send('contributions', messages);
      await atWork().runners.settled();
    };
    const shared: ContractTerms = {
      version: '2025',
      perPerson: null,
      wholePersons: false,
      window: { from: '2025-01-01', to: '2025-12-31' },
      capPerHousehold: null,
    };
    const openWith = async (fundName: string, amount: number, contract: Partial<ContractTerms>) => {
      const opening = { ...openFund(), fund: fundName, contract: { ...shared, ...contract } };
      await atWork().execute(new DecideFund(opening as DecideFund['command'], by()));
      if (amount === 0) return;
      const money = { ...funding(amount, `AVIS-${fundName}`, '2025-01-15'), fund: fundName };
      await atWork().execute(new DecideFund(money as DecideFund['command'], by()));
    };
    const agreed = (...funds: string[]) =>
      atWork().execute(
        new DecideCofunding({ type: 'AgreeCofunding', cofunding: 'TOUR', funds, effectiveFrom: '2025-01-01' }, by()),
      );
    const dues = (household: string, persons: number) =>
      contributions('dues-raised', household, {
        ...{ currency: 'XOF', raisedOn: '2025-03-05' },
        subsidy: { fund: 'TOUR', perPerson: 7_000, persons },
      });
    const balances = async (name: string) => new FundHandler(atWork().models).execute(new Fund(everyScheme, name));
    const halfOfGross = { share: { of: 'gross', rate_bps: 5_000 } } as const;
    const theRest = { share: { of: 'residual', rate_bps: 10_000 } } as const;

    test('the first pays half of the whole, the second what is left up to its cap: the rest is the household’s', async () => {
      await openWith('ETAT', 100_000, halfOfGross);
      await openWith('SOLEIL', 100_000, { ...theRest, capPerHousehold: 15_000 });
      await agreed('ETAT', 'SOLEIL');
      await hear(dues('H1', 6));
      expect(await balances('ETAT')).toMatchObject({ reserved: 21_000 });
      expect(await balances('SOLEIL')).toMatchObject({ reserved: 15_000 });
      expect(atWork().told.at(-1)).toMatchObject({
        type: 'subsidies.subsidy-reserved.v1',
        data: { fund: 'TOUR', household: 'H1', amount: 36_000, waiting: 0, reason: 'SUB-004' },
      });
      await hear(contributions('entitlement-opened', 'H1', { metOn: '2025-04-01', persons: [] }));
      expect(await balances('ETAT')).toMatchObject({ reserved: 0, committed: 21_000 });
      expect(await balances('SOLEIL')).toMatchObject({ reserved: 0, committed: 15_000 });
      await hear(contributions('dues-cancelled', 'H1', { on: '2025-04-20' }));
      expect(await balances('ETAT')).toMatchObject({ available: 100_000, committed: 0 });
      expect(await balances('SOLEIL')).toMatchObject({ available: 100_000, committed: 0 });
      expect(atWork().told.at(-1)).toMatchObject({ type: 'subsidies.subsidy-released.v1', data: { fund: 'TOUR' } });
    });

    test('a funder that is no longer needed keeps its money', async () => {
      await openWith('ETAT', 100_000, { share: { of: 'gross', rate_bps: 10_000 } });
      await openWith('SOLEIL', 100_000, theRest);
      await agreed('ETAT', 'SOLEIL');
      await hear(dues('H1', 6));
      expect(await balances('ETAT')).toMatchObject({ reserved: 42_000 });
      expect(await balances('SOLEIL')).toMatchObject({ available: 100_000, reserved: 0 });
      expect(atWork().told.at(-1)).toMatchObject({ data: { amount: 42_000, reason: null } });
    });

    test('while the first has no money the request keeps its place there; the second carries its own part only', async () => {
      await openWith('ETAT', 0, halfOfGross);
      await openWith('SOLEIL', 100_000, theRest);
      await agreed('ETAT', 'SOLEIL');
      await hear(dues('H1', 2));
      expect(atWork().told.at(-1)).toMatchObject({ data: { amount: 7_000, waiting: 2, reason: 'SUB-001' } });
      const money = { ...funding(50_000, 'AVIS-2', '2025-04-02'), fund: 'ETAT' };
      await atWork().execute(new DecideFund(money as DecideFund['command'], by()));
      await atWork().runners.settled();
      expect(atWork().told.at(-1)).toMatchObject({ data: { amount: 14_000, waiting: 0, reason: null } });
    });

    test('unearned months of somebody who died come back where the contract says so, and only there', async () => {
      await openWith('ETAT', 100_000, { ...halfOfGross, clawback: true });
      await openWith('SOLEIL', 100_000, theRest);
      await agreed('ETAT', 'SOLEIL');
      await hear(dues('H1', 2), contributions('entitlement-opened', 'H1', { metOn: '2025-03-20', persons: [] }));
      const tell = async (type: string, data: object) => {
        const message = { ...contributions(type, 'H1', data), type: `membership.${type}.v1`, source: 'membership' };
        await atWork().transport.send('membership', [message as Message]);
        await atWork().runners.settled();
      };
      await tell('term-started', { from: '2025-04-01', to: '2026-03-31' });
      const died = { persons: [{ person: 'H1-2', diedOn: '2025-09-20', undeclared: null, spans: [] }] };
      await tell('coverage-changed', died);
      await tell('coverage-changed', died);
      expect(await balances('ETAT')).toMatchObject({ available: 94_750, committed: 5_250 });
      expect(await balances('SOLEIL')).toMatchObject({ committed: 7_000 });
    });
  });
