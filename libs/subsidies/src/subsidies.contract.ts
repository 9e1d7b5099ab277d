import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { everyScheme, type Scope } from '#eventstore';
import type { Message } from '#messaging';
import { DecideFund } from './fund/decide-fund.js';
import { DecideReservation } from './fund/decide-reservation.js';
import { funding, request, settlement } from './fund/fund.fixture.js';
import { Fund, FundHandler, FundLedger, FundLedgerHandler } from './http/funds.queries.js';
import { Subsidies, SubsidiesHandler } from './http/subsidies.queries.js';
import { reservationTable } from './projections/reservation.entity.js';
import { severalFundsContract } from './several-funds.contract.js';
import {
  type AtWork,
  by,
  contributions,
  duesRaised,
  startSubsidies,
  type Stores,
} from './subsidies-at-work.fixture.js';

export const subsidiesContract = (store: string, open: () => Promise<Stores>): void =>
  describe(`subsidies at work on ${store}`, () => {
    let stores: Stores;
    let subsidies: AtWork;
    beforeEach(async () => {
      stores = await open();
      subsidies = await startSubsidies(stores);
    });
    afterEach(async () => {
      await subsidies.runners.stop();
      await stores.close();
    });

    const hear = async (...messages: readonly Message[]) => {
      await subsidies.transport.send('contributions', messages);
      await subsidies.runners.settled();
    };
    const record = async (amount: number, reference: string, on: string) => {
      await subsidies.execute(new DecideFund(funding(amount, reference, on), by()));
      await subsidies.runners.settled();
    };
    const fund = () => new FundHandler(stores.models).execute(new Fund(everyScheme, 'F-MATCH'));
    const reservations = (scope: Scope, scheme = 'DIOFIOR') =>
      new SubsidiesHandler(stores.models).execute(new Subsidies(scope, scheme, {}, {}));

    test('dues that name a fund are carried by it, and contributions are told', async () => {
      await record(17_500, 'AVIS-1', '2025-01-15');
      await hear(duesRaised('H1', 4, '2025-03-05'));
      await hear(duesRaised('H2', 3, '2025-03-14'));
      await hear(duesRaised('H3', 2, '2025-03-20'));
      expect(subsidies.told.map(({ type, scheme, data }) => ({ type, scheme, ...(data as object) }))).toMatchObject([
        { household: 'H1', amount: 14_000, served: 4, waiting: 0, reason: null, scheme: 'DIOFIOR' },
        { household: 'H2', amount: 3_500, served: 1, waiting: 2, reason: 'SUB-001' },
        { household: 'H3', amount: 0, served: 0, waiting: 2, reason: 'SUB-001' },
      ]);
      expect(await reservations(everyScheme)).toMatchObject([
        { household: 'H1', status: 'reserved', amount: 14_000 },
        { household: 'H2', status: 'partly-reserved', amount: 3_500 },
        { household: 'H3', status: 'waiting', amount: 0 },
      ]);
      expect(await fund()).toMatchObject({ available: 0, reserved: 17_500, householdsWaiting: 2 });
    });

    test('the same message twice is one request', async () => {
      await record(17_500, 'AVIS-1', '2025-01-15');
      const message = duesRaised('H1', 2, '2025-03-05');
      await hear(message, message);
      expect(await fund()).toMatchObject({ reserved: 7_000 });
    });

    test('cover and cancelled dues find the fund by the household; households without a subsidy are left alone', async () => {
      await record(17_500, 'AVIS-1', '2025-01-15');
      await hear(duesRaised('H1', 4, '2025-03-05'), contributions('dues-raised', 'H9', { subsidy: null }));
      await hear(
        contributions('entitlement-opened', 'H1', { metOn: '2025-04-01', persons: [] }),
        contributions('entitlement-opened', 'H9', { metOn: '2025-04-01', persons: [] }),
      );
      expect(await fund()).toMatchObject({ reserved: 0, committed: 14_000 });
      await hear(contributions('entitlement-withdrawn', 'H1', { because: 'receipt voided' }));
      expect(await fund()).toMatchObject({ reserved: 14_000, committed: 0 });
      await hear(contributions('dues-cancelled', 'H1', { on: '2025-04-20' }));
      expect(await fund()).toMatchObject({ available: 17_500, reserved: 0 });
      expect(await reservations(everyScheme)).toMatchObject([{ household: 'H1', status: 'released', amount: 0 }]);
      expect(subsidies.told.at(-1)).toMatchObject({
        type: 'subsidies.subsidy-released.v1',
        data: { household: 'H1', amount: 14_000, on: '2025-04-20' },
      });
    });

    test('a household served by what another scheme gave back is told about its own scheme, and only that scheme reads it', async () => {
      await record(3_500, 'AVIS-1', '2025-01-15');
      await hear(duesRaised('H1', 1, '2025-03-05'));
      await hear(duesRaised('L1', 1, '2025-03-06', 'LOUGA'));
      await hear(contributions('dues-cancelled', 'H1', { on: '2025-03-10' }));
      expect(subsidies.told.at(-1)).toMatchObject({ scheme: 'LOUGA', data: { household: 'L1', amount: 3_500 } });
      expect(await reservations({ schemes: ['LOUGA'] }, 'LOUGA')).toMatchObject([{ household: 'L1', amount: 3_500 }]);
      expect(await reservations({ schemes: ['DIOFIOR'] }, 'LOUGA')).toEqual([]);
      expect(await new FundHandler(stores.models).execute(new Fund({ schemes: ['LOUGA'] }, 'F-MATCH'))).toBeNull();
    });

    test('the journal adds up to zero, and to the balance', async () => {
      await record(17_500, 'AVIS-1', '2025-01-15');
      await hear(
        duesRaised('H1', 4, '2025-03-05'),
        contributions('entitlement-opened', 'H1', { metOn: '2025-04-01', persons: [] }),
      );
      await subsidies.execute(new DecideFund(settlement(), by()));
      await subsidies.runners.settled();
      const lines = await new FundLedgerHandler(stores.models).execute(new FundLedger(everyScheme, 'F-MATCH', {}));
      expect(lines.reduce((total, { amount }) => total + amount, 0)).toBe(0);
      const on = (account: string) =>
        lines.filter(line => line.account === account).reduce((total, { amount }) => total + amount, 0);
      const { received, available, reserved, committed, settled } = (await fund())!;
      expect([-on('received'), on('available'), on('reserved'), on('committed'), on('settled')]).toEqual([
        received,
        available,
        reserved,
        committed,
        settled,
      ]);
      expect(settled).toBe(14_000);
      expect(lines.at(-1)).toMatchObject({
        account: 'settled',
        scheme: 'DIOFIOR',
        amount: 14_000,
        because: 'subsidies.SubsidySettled',
        reference: 'VIR-1',
      });
    });

    test('three hundred households ask two processes for the last three places at once: three are served, nobody twice', async () => {
      await record(10_500, 'AVIS-1', '2025-01-15');
      const ask = (household: string, index: number): Promise<unknown> => {
        const asked = new DecideReservation(request(household, 1, '2025-03-05'), by('DIOFIOR'));
        return index % 2 === 0 ? subsidies.execute(asked) : subsidies.elsewhere.execute(asked);
      };
      const answers = await Promise.all(
        Array.from({ length: 300 }, (_, index) => retried(() => ask(`H${index + 1}`, index))),
      );
      expect(answers).toHaveLength(300);
      await subsidies.runners.settled();
      expect(await fund()).toMatchObject({ available: 0, reserved: 10_500, householdsWaiting: 297 });
      const served = await stores.models.find(everyScheme, reservationTable, { where: { status: 'reserved' } });
      expect(served).toHaveLength(3);
    });

    severalFundsContract(() => subsidies);
  });

/** As the edge asks callers to do when others keep changing the same fund. */
const retried = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error) || error.constructor.name !== 'TooManyConflicts') throw error;
    }
  }
};
