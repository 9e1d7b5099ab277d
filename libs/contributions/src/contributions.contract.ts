import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyScheme } from '#eventstore';
import type { Stores } from '#platform';
import { ContributionsServer } from '../test/contributions-server.js';
import { journalTable } from './projections/journal.entity.js';

const plan = {
  version: '2025',
  effectiveFrom: '2024-01-01',
  currency: 'XOF',
  joiningFee: 1_000,
  contributionPerPerson: 7_000,
  months: 12,
  thresholdPercent: 75,
  balanceDueMonths: 6,
  subsidy: { fund: 'ETAT', perPerson: 3_500 },
};
const receipt = (number: string, amount: number, receivedOn: string) => ({
  ...{ receipt: number, household: 'H0', amount, receivedOn },
});

/** The context as a whole over HTTP, with the others' messages, on whatever store is given. */
export const contributionsContract = (name: string, openStores: () => Promise<Stores>): void => {
  let server: ContributionsServer;
  beforeAll(async () => {
    server = await ContributionsServer.start(openStores);
  }, 60_000);
  afterAll(() => server.stop());

  describe(`contributions on ${name}`, () => {
    test('a plan is published, and never changes', async () => {
      expect((await server.ask('POST', 'products/P1/plans', plan)).status).toBe(200);
      expect(await server.ask('POST', 'products/P1/plans', { ...plan, joiningFee: 0 })).toMatchObject({
        status: 409,
        body: { code: 'contributions.plan.version_taken' },
      });
      const { currency: _, ...unsaid } = plan;
      for (const wrong of [unsaid, { ...plan, thresholdPercent: 0 }, { ...plan, thresholdPercent: 101 }])
        expect((await server.ask('POST', 'products/P1/plans', { ...wrong, version: 'x' })).status).toBe(400);
    });

    test('an enrolment raises dues, and asks the fund', async () => {
      const persons = ['AWA', 'ISSA', 'BINTA', 'ALI'];
      const joined = { household: 'H0', product: 'P1', section: 'S1', term: 1, persons, enrolledOn: '2024-12-10' };
      await server.tell({ type: 'membership.household-enrolled.v1', data: joined });
      expect(server.heardOf('contributions.dues-raised.v1')).toEqual([
        {
          ...{ household: 'H0', term: 1, product: 'P1', currency: 'XOF', persons, raisedOn: '2024-12-10' },
          ...{ gross: 28_000, joiningFee: 1_000, memberShare: 14_000 },
          subsidy: { fund: 'ETAT', perPerson: 3_500, persons: 4 },
        },
      ]);
    });

    test('receipts are allocated; the one that reaches the threshold opens rights once the fund has answered', async () => {
      expect(await server.ask('POST', 'receipts', receipt('R1', 11_000, '2024-12-16'))).toMatchObject({
        status: 200,
        body: {
          receipt: 'R1',
          allocations: [
            { term: 1, what: 'joining-fee', amount: 1_000 },
            { term: 1, what: 'contribution', amount: 10_000 },
          ],
          outstanding: 4_000,
          terms: [{ status: 'unpaid', threshold: 10_500 }],
        },
      });
      await server.ask('POST', 'receipts', receipt('R2', 500, '2024-12-18'));
      expect(server.heardOf('contributions.entitlement-opened.v1')).toEqual([]);
      const answer = { household: 'H0', term: 1, fund: 'ETAT', currency: 'XOF' as const, on: '2024-12-10' };
      await server.tell({
        type: 'subsidies.subsidy-reserved.v1',
        data: { ...answer, amount: 14_000, served: 4, waiting: 0, reason: null },
      });
      expect(server.heardOf('contributions.entitlement-opened.v1')).toMatchObject([{ term: 1, metOn: '2024-12-18' }]);
    });

    test('the same receipt sent again is answered as before; its number serves no other', async () => {
      const again = await server.ask('POST', 'receipts', receipt('R2', 500, '2024-12-18'));
      expect(again).toMatchObject({ status: 200, body: { receipt: 'R2', outstanding: 3_500 } });
      expect(await server.ask('POST', 'receipts', receipt('R2', 600, '2024-12-18'))).toMatchObject({
        status: 409,
        body: { code: 'contributions.receipt.number_taken' },
      });
    });

    test('the number serves one household only, however close the two requests are', async () => {
      await server.tell({
        type: 'membership.household-enrolled.v1',
        data: {
          ...{ household: 'H1', product: 'P1', section: 'S1', term: 1 },
          persons: ['FATOU'],
          enrolledOn: '2025-01-05',
        },
      });
      const both = await Promise.all(
        ['H0', 'H1'].map(household =>
          server.ask('POST', 'receipts', { ...receipt('R9', 100, '2025-01-10'), household }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const taken = both[0]?.status === 200 ? 'H0' : 'H1';
      const body = { household: taken, voidedOn: '2025-01-10', reason: 'essai' };
      expect((await server.ask('POST', 'receipts/R9/void', body)).status).toBe(200);
    });

    test('the balance unpaid on its day suspends when the day is closed, and paying it resumes', async () => {
      await server.tell({
        type: 'membership.term-started.v1',
        data: { household: 'H0', term: 1, from: '2025-01-01', to: '2025-12-31' },
      });
      await server.tell({ type: 'membership.day-closed.v1', data: { scheme: 'A', day: '2025-06-30' } });
      expect(server.heardOf('contributions.entitlement-suspended.v1')).toEqual([]);
      await server.tell({ type: 'membership.day-closed.v1', data: { scheme: 'A', day: '2025-07-01' } });
      expect(server.heardOf('contributions.entitlement-suspended.v1')).toEqual([
        { household: 'H0', term: 1, from: '2025-07-01' },
      ]);
      await server.ask('POST', 'receipts', receipt('R3', 3_500, '2025-07-10'), { at: '2025-07-10' });
      expect(server.heardOf('contributions.entitlement-resumed.v1')).toEqual([
        { household: 'H0', term: 1, from: '2025-07-11' },
      ]);
    });

    test('a receipt is voided by the manager only, and what it opened is withdrawn', async () => {
      const body = { household: 'H0', voidedOn: '2025-07-12', reason: 'billet de Awa Ouédraogo refusé' };
      expect((await server.ask('POST', 'receipts/R1/void', body, { as: 'scheme-clerk' })).status).toBe(403);
      expect(await server.ask('POST', 'receipts/R1/void', body, { at: '2025-07-12' })).toMatchObject({
        status: 200,
        body: { outstanding: 11_000, terms: [{ status: 'unpaid' }] },
      });
      expect(server.heardOf('contributions.entitlement-withdrawn.v1')).toEqual([
        { household: 'H0', term: 1, because: 'receipt-voided' },
      ]);
      expect(JSON.stringify(server.heard)).not.toContain('Ouédraogo');
    });

    test('the account and the receipts are read in the scheme, and nowhere else', async () => {
      expect((await server.ask('GET', 'households/H0/account')).body).toMatchObject({ paid: 4_000, credit: 0 });
      const { body } = await server.ask('GET', 'receipts?household=H0&from=2024-12-16&to=2024-12-18');
      expect(body).toMatchObject({
        receipts: [
          { receipt: 'R1', joiningFee: 1_000, contribution: 10_000, credit: 0, voidedOn: '2025-07-12' },
          { receipt: 'R2', amount: 500, voidedOn: null },
        ],
      });
      expect((await server.ask('GET', 'households/H0/account', undefined, { of: ['B'] })).status).toBe(404);
      expect((await server.ask('GET', 'households/H7/account')).status).toBe(404);
      expect((await server.ask('GET', 'receipts?from=2025-02-30')).status).toBe(400);
    });

    test('cash is opened, collected, deposited, counted and closed before a second person', async () => {
      const at = '2025-07-20';
      const bag = { holder: 'FATOU', currency: 'XOF', maximum: 60_000, float: 12_500, openedOn: at };
      expect((await server.ask('POST', 'tills/SAC/open', bag, { as: 'scheme-clerk', at })).status).toBe(403);
      expect((await server.ask('POST', 'tills/SAC/open', bag, { at })).status).toBe(200);
      const booklet = { booklet: 'C1', from: '000101', to: '000150', holder: 'FATOU', issuedOn: at };
      expect((await server.ask('POST', 'booklets', booklet, { at })).status).toBe(200);
      const numbers = Array.from({ length: 50 }, (_, index) => `000${101 + index}`).filter(one => one !== '000117');
      const amounts = numbers.map((_, index) => (index === 0 ? 46_000 - 48 * 500 : 500));
      const answers = await Promise.all(
        numbers.map((number, index) =>
          server.ask(
            'POST',
            'receipts',
            { ...receipt(number, amounts[index] ?? 0, at), collector: 'FATOU', till: 'SAC' },
            { at, as: 'scheme-clerk' },
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
      const other = { ...receipt('000117', 500, at), collector: 'ALI', till: 'SAC' };
      expect((await server.ask('POST', 'receipts', other, { at })).body).toMatchObject({
        code: 'contributions.receipt.booklet_of_another',
      });
      await server.ask('POST', 'tills/SAC/deposits', { slip: 'B1', amount: 40_000, depositedOn: at }, { at });
      expect(
        (await server.ask('POST', 'tills/SAC/counts', { counted: 18_000, countedOn: at }, { at })).body,
      ).toMatchObject({ expected: 18_500, counted: 18_000, difference: -500 });
      const closing = { closedOn: at, approvedBy: 'GERANTE' };
      expect((await server.ask('POST', 'tills/SAC/close', closing, { at })).status).toBe(403);
      expect((await server.ask('POST', 'tills/SAC/close', closing, { at, approvedBy: 'GERANTE' })).status).toBe(200);
      expect((await server.ask('GET', 'tills')).body).toMatchObject({
        tills: [{ till: 'SAC', status: 'closed', expected: 18_000, difference: -500 }],
      });
      expect((await server.ask('GET', 'booklets/C1')).body).toMatchObject({ used: 49, voided: 0, gaps: ['000117'] });
      const { body } = await server.ask('GET', 'tills/SAC/cash-book');
      expect((body['lines'] as { balance: number }[]).at(-1)).toMatchObject({ entry: 'close', balance: 18_000 });
      expect((await server.ask('GET', 'tills/SAC/cash-book', undefined, { of: ['B'] })).status).toBe(404);
      expect((await server.ask('GET', 'tills/AUTRE/cash-book')).status).toBe(404);
    });

    test('a booklet comes back with what is missing', async () => {
      const back = { returnedOn: '2025-07-21', unused: [] };
      expect((await server.ask('POST', 'booklets/C1/return', back, { at: '2025-07-21' })).status).toBe(200);
      expect((await server.ask('GET', 'booklets/C1')).body).toMatchObject({ missing: ['000117'] });
      expect((await server.ask('GET', 'booklets/C9')).status).toBe(404);
    });

    test('credit is given back by a second person’s leave', async () => {
      const voucher = { refund: 'V1', amount: 1_000, paidOn: '2025-07-22', approvedBy: 'GERANTE' };
      const path = 'households/H0/refunds';
      expect((await server.ask('POST', path, voucher, { at: '2025-07-22' })).status).toBe(403);
      expect((await server.ask('POST', path, voucher, { at: '2025-07-22', approvedBy: 'GERANTE' })).body).toMatchObject(
        { refunded: 1_000 },
      );
    });

    test('figures, renewals and registers are read by whoever may, in the scheme', async () => {
      const figures = 'contribution-figures?asOf=2025-07-31';
      expect((await server.ask('GET', figures)).body).toMatchObject({
        figures: [{ currency: 'XOF', households: 2, asOf: '2025-07-31' }],
      });
      expect((await server.ask('GET', figures, undefined, { as: 'scheme-clerk' })).status).toBe(403);
      expect((await server.ask('GET', figures, undefined, { of: ['B'] })).body).toMatchObject({});
      expect((await server.ask('GET', 'contribution-figures')).status).toBe(400);
      expect((await server.ask('GET', 'renewals?from=2025-12-01&to=2026-12-31')).status).toBe(200);
      const days = 'from=2024-12-01&to=2025-12-31';
      const journal = await server.read(`registers/journal?${days}`);
      expect(journal.type).toContain('text/csv');
      const sums = journal.text
        .trim()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(';'))
        .reduce((so, cells) => [so[0]! + Number(cells[7]), so[1]! + Number(cells[8])], [0, 0]);
      expect(sums[0]).toBe(sums[1]);
      expect(sums[0]).toBeGreaterThan(50_000);
      expect((await server.read(`registers/contributions?${days}`)).text).toContain('000101;');
      expect((await server.read(`registers/tills/SAC?${days}`)).text).toContain('Versement;B1;;40000;');
      expect((await server.read(`registers/tills/AUTRE?${days}`)).status).toBe(404);
      expect(await server.read('receipts/000101/slip')).toMatchObject({ status: 200, type: 'application/pdf' });
      expect((await server.read('receipts/000999/slip')).status).toBe(404);
    });

    test('the journal’s sum is zero at every position', async () => {
      const lines = await server.models.find(everyScheme, journalTable, { orderBy: ['position', 'line'] });
      const sums = new Map<number, number>();
      for (const { position, amount } of lines) sums.set(position, (sums.get(position) ?? 0) + amount);
      expect(lines.length).toBeGreaterThan(10);
      expect([...sums.values()].every(sum => sum === 0)).toBe(true);
      const cash = lines.filter(({ account }) => account === 'cash').reduce((total, { amount }) => total + amount, 0);
      expect(cash).toBe(4_000 + 12_500 + 46_000 - 40_000 - 500 - 1_000);
    });
  });
};
