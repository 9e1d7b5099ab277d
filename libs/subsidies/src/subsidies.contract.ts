import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  type DataKeys,
  EventCodec,
  type EventLog,
  everyScheme,
  LogDecisions,
  type Metadata,
  type ReadModels,
  type Scope,
} from '#eventstore';
import { VirtualClock } from '#kernel';
import { InProcessTransport, type Message, Runners } from '#messaging';
import { DecideCofunding, DecideCofundingHandler } from './cofunding/decide-cofunding.js';
import { DecideClawBack, DecideClawBackHandler } from './fund/decide-clawback.js';
import { DecideFund, DecideFundHandler } from './fund/decide-fund.js';
import {
  DecideReservation,
  DecideReservationHandler,
  FollowDues,
  FollowDuesHandler,
} from './fund/decide-reservation.js';
import { funding, openFund, request, settlement } from './fund/fund.fixture.js';
import type { ContractTerms } from './fund/fund.events.js';
import { DecideFunder, DecideFunderHandler } from './funder/decide-funder.js';
import { DecideHousehold, DecideHouseholdHandler } from './household/decide-household.js';
import { Fund, FundHandler, FundLedger, FundLedgerHandler } from './http/funds.queries.js';
import { Subsidies, SubsidiesHandler } from './http/subsidies.queries.js';
import { reservationTable } from './projections/reservation.entity.js';
import { subsidiesContext } from './subsidies.module.js';

export interface Stores {
  readonly log: EventLog;
  readonly models: ReadModels;
  readonly keys: DataKeys;
  close(): Promise<void>;
}

const by = (scheme = '*'): Metadata => ({
  commandId: randomUUID(),
  scheme,
  actor: { id: 'finance', role: 'federation-finance' },
  correlation: randomUUID(),
  recordedAt: '2025-03-01T08:00:00.000Z',
});

/** The context at work: messages in, decisions, messages out, read models. */
const startSubsidies = async ({ log, models, keys }: Stores) => {
  const codec = new EventCodec(keys);
  const decisions = new LogDecisions(log, codec, keys);
  const handlers = {
    funder: new DecideFunderHandler(decisions),
    fund: new DecideFundHandler(decisions),
    reservation: new DecideReservationHandler(decisions),
    dues: new FollowDuesHandler(decisions),
    clawback: new DecideClawBackHandler(decisions),
    household: new DecideHouseholdHandler(decisions),
    cofunding: new DecideCofundingHandler(decisions),
  };
  const execute = async (command: object): Promise<unknown> => {
    if (command instanceof DecideFunder) return handlers.funder.execute(command);
    if (command instanceof DecideFund) return handlers.fund.execute(command);
    if (command instanceof DecideReservation) return handlers.reservation.execute(command);
    if (command instanceof FollowDues) return handlers.dues.execute(command);
    if (command instanceof DecideClawBack) return handlers.clawback.execute(command);
    if (command instanceof DecideHousehold) return handlers.household.execute(command);
    if (command instanceof DecideCofunding) return handlers.cofunding.execute(command);
    throw new Error('no handler');
  };
  const transport = new InProcessTransport();
  const told: Message[] = [];
  await transport.subscribe('subsidies', 'listener', async messages => void told.push(...messages));
  const ports = {
    log,
    models,
    transport,
    clock: new VirtualClock(),
    open: codec.open.bind(codec, 'subsidies'),
    execute,
  };
  const runners = new Runners(ports, subsidiesContext);
  await runners.start();
  await execute(
    new DecideFunder(
      { type: 'RegisterFunder', funder: 'ONG-SOLEIL', name: 'ONG Soleil', registeredOn: '2025-01-02' },
      by(),
    ),
  );
  await execute(new DecideFund(openFund(), by()));
  /** Another process on the same log: it knows nothing of what the first one just decided. */
  const elsewhere = new DecideReservationHandler(new LogDecisions(log, codec, keys));
  return { execute, elsewhere, transport, told, runners, models };
};

let revision = 0;
/** What contributions say about a household's dues. */
const contributions = (type: string, household: string, data: object, scheme = 'DIOFIOR'): Message => ({
  id: randomUUID(),
  type: `contributions.${type}.v1`,
  source: 'contributions',
  stream: `contributions.account-${household}`,
  revision: (revision += 1),
  scheme,
  effectiveAt: '2025-03-05',
  recordedAt: '2025-03-05T08:00:00.000Z',
  correlation: randomUUID(),
  cause: randomUUID(),
  data: { household, term: 1, ...data },
});

const duesRaised = (household: string, persons: number, raisedOn: string, scheme?: string): Message =>
  contributions(
    'dues-raised',
    household,
    { currency: 'XOF', subsidy: { fund: 'F-MATCH', perPerson: 3_500, persons }, raisedOn },
    scheme,
  );

export const subsidiesContract = (store: string, open: () => Promise<Stores>): void =>
  describe(`subsidies at work on ${store}`, () => {
    let stores: Stores;
    let subsidies: Awaited<ReturnType<typeof startSubsidies>>;
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

    describe('several funds for one contribution', () => {
      const shared: ContractTerms = {
        version: '2025',
        perPerson: null,
        wholePersons: false,
        window: { from: '2025-01-01', to: '2025-12-31' },
        capPerHousehold: null,
      };
      const openWith = async (fundName: string, amount: number, contract: Partial<ContractTerms>) => {
        const opening = { ...openFund(), fund: fundName, contract: { ...shared, ...contract } };
        await subsidies.execute(new DecideFund(opening as DecideFund['command'], by()));
        if (amount === 0) return;
        const money = { ...funding(amount, `AVIS-${fundName}`, '2025-01-15'), fund: fundName };
        await subsidies.execute(new DecideFund(money as DecideFund['command'], by()));
      };
      const agreed = (...funds: string[]) =>
        subsidies.execute(
          new DecideCofunding({ type: 'AgreeCofunding', cofunding: 'TOUR', funds, effectiveFrom: '2025-01-01' }, by()),
        );
      const dues = (household: string, persons: number) =>
        contributions('dues-raised', household, {
          ...{ currency: 'XOF', raisedOn: '2025-03-05' },
          subsidy: { fund: 'TOUR', perPerson: 7_000, persons },
        });
      const balances = async (name: string) => new FundHandler(stores.models).execute(new Fund(everyScheme, name));
      const halfOfGross = { share: { of: 'gross', rate_bps: 5_000 } } as const;
      const theRest = { share: { of: 'residual', rate_bps: 10_000 } } as const;

      test('the first pays half of the whole, the second what is left up to its cap: the rest is the household’s', async () => {
        await openWith('ETAT', 100_000, halfOfGross);
        await openWith('SOLEIL', 100_000, { ...theRest, capPerHousehold: 15_000 });
        await agreed('ETAT', 'SOLEIL');
        await hear(dues('H1', 6));
        expect(await balances('ETAT')).toMatchObject({ reserved: 21_000 });
        expect(await balances('SOLEIL')).toMatchObject({ reserved: 15_000 });
        expect(subsidies.told.at(-1)).toMatchObject({
          type: 'subsidies.subsidy-reserved.v1',
          data: { fund: 'TOUR', household: 'H1', amount: 36_000, waiting: 0, reason: 'SUB-004' },
        });
        await hear(contributions('entitlement-opened', 'H1', { metOn: '2025-04-01', persons: [] }));
        expect(await balances('ETAT')).toMatchObject({ reserved: 0, committed: 21_000 });
        expect(await balances('SOLEIL')).toMatchObject({ reserved: 0, committed: 15_000 });
        await hear(contributions('dues-cancelled', 'H1', { on: '2025-04-20' }));
        expect(await balances('ETAT')).toMatchObject({ available: 100_000, committed: 0 });
        expect(await balances('SOLEIL')).toMatchObject({ available: 100_000, committed: 0 });
        expect(subsidies.told.at(-1)).toMatchObject({ type: 'subsidies.subsidy-released.v1', data: { fund: 'TOUR' } });
      });

      test('a funder that is no longer needed keeps its money', async () => {
        await openWith('ETAT', 100_000, { share: { of: 'gross', rate_bps: 10_000 } });
        await openWith('SOLEIL', 100_000, theRest);
        await agreed('ETAT', 'SOLEIL');
        await hear(dues('H1', 6));
        expect(await balances('ETAT')).toMatchObject({ reserved: 42_000 });
        expect(await balances('SOLEIL')).toMatchObject({ available: 100_000, reserved: 0 });
        expect(subsidies.told.at(-1)).toMatchObject({ data: { amount: 42_000, reason: null } });
      });

      test('while the first has no money the request keeps its place there; the second carries its own part only', async () => {
        await openWith('ETAT', 0, halfOfGross);
        await openWith('SOLEIL', 100_000, theRest);
        await agreed('ETAT', 'SOLEIL');
        await hear(dues('H1', 2));
        expect(subsidies.told.at(-1)).toMatchObject({ data: { amount: 7_000, waiting: 2, reason: 'SUB-001' } });
        const money = { ...funding(50_000, 'AVIS-2', '2025-04-02'), fund: 'ETAT' };
        await subsidies.execute(new DecideFund(money as DecideFund['command'], by()));
        await subsidies.runners.settled();
        expect(subsidies.told.at(-1)).toMatchObject({ data: { amount: 14_000, waiting: 0, reason: null } });
      });

      test('unearned months of somebody who died come back where the contract says so, and only there', async () => {
        await openWith('ETAT', 100_000, { ...halfOfGross, clawback: true });
        await openWith('SOLEIL', 100_000, theRest);
        await agreed('ETAT', 'SOLEIL');
        await hear(dues('H1', 2), contributions('entitlement-opened', 'H1', { metOn: '2025-03-20', persons: [] }));
        const tell = async (type: string, data: object) => {
          const message = { ...contributions(type, 'H1', data), type: `membership.${type}.v1`, source: 'membership' };
          await subsidies.transport.send('membership', [message as Message]);
          await subsidies.runners.settled();
        };
        await tell('term-started', { from: '2025-04-01', to: '2026-03-31' });
        const died = { persons: [{ person: 'H1-2', diedOn: '2025-09-20', undeclared: null, spans: [] }] };
        await tell('coverage-changed', died);
        await tell('coverage-changed', died);
        expect(await balances('ETAT')).toMatchObject({ available: 94_750, committed: 5_250 });
        expect(await balances('SOLEIL')).toMatchObject({ committed: 7_000 });
      });
    });
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
