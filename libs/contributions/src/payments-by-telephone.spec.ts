import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { everyScheme } from '#eventstore';
import { memoryStores, OperatorSimulator } from '#platform';
import { ContributionsServer } from '../test/contributions-server.js';
import { contributionsContext } from './contributions.module.js';
import { journalTable } from './projections/journal.entity.js';

const secret = 'a secret of at least thirty-two characters';
const plan = { version: '1', effectiveFrom: '2024-01-01', currency: 'XOF', contributionPerPerson: 7_000 };
const at = '2025-01-10';

let operator: OperatorSimulator;
let server: ContributionsServer;
let household: string;
beforeAll(async () => {
  operator = await OperatorSimulator.start();
  server = await ContributionsServer.start(() => Promise.resolve(memoryStores([contributionsContext])), {
    MOBILE_MONEY: 'gsma',
    MOBILE_MONEY_URL: operator.url,
    MOBILE_MONEY_ACCOUNTS: 'A=organisationid:MUTUELLE-A',
    MOBILE_MONEY_PATIENCE_MS: '1000',
    MOBILE_MONEY_CALLBACK_SECRET: secret,
    MOBILE_MONEY_CALLBACK_URL: 'http://127.0.0.1:9',
  });
  await server.ask('POST', 'products/P1/plans', plan);
});
beforeEach(async () => {
  household = `H${randomUUID().slice(0, 8)}`;
  const joined = { household, product: 'P1', section: 'S1', term: 1, persons: ['AWA'], enrolledOn: '2024-12-10' };
  await server.tell({ type: 'membership.household-enrolled.v1', data: joined });
});
afterAll(async () => {
  await server.stop();
  await operator.stop();
});

const request = (payment = 'P1', amount = 7_000, key?: string) => {
  const body = { payment, amount, payer: '+22670123456' };
  return server.ask('POST', `households/${household}/payments`, body, key === undefined ? {} : { key });
};
const check = (payment = 'P1') => server.ask('POST', `households/${household}/payments/${payment}/check`);
const account = async () => (await server.ask('GET', `households/${household}/account`)).body;
const referenceOf = ({ body }: { body: Record<string, unknown> }) => body['reference'] as string;
const callBack = (reference: string, code: string) =>
  fetch(`${server.origin}/v1/payment-hints/${reference}/${code}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'entraide-instant': `${at}T11:00:00.000Z` },
    body: JSON.stringify({ transactionStatus: 'completed', amount: '999999', currency: 'XOF' }),
  });
const codeOf = (reference: string) => createHmac('sha256', secret).update(`payment-hint|${reference}`).digest('hex');

describe('a payment by an operator that goes wrong', () => {
  test('whose answer is lost is found under its own reference, and never asked for under another', async () => {
    operator.goWrong('lost-answer');
    const before = operator.payments;
    const asked = await request('P1', 7_000, 'key-1');
    expect(asked).toMatchObject({ status: 200, body: { status: 'unknown' } });
    expect(await request('P1', 7_000, 'key-1')).toMatchObject({ body: { reference: referenceOf(asked) } });
    expect(await request('P2')).toMatchObject({ status: 409, body: { code: 'contributions.payment.under_way' } });
    operator.settle(referenceOf(asked));
    expect(await check()).toMatchObject({ body: { status: 'succeeded' } });
    expect(operator.payments - before).toBe(1);
    expect(await account()).toMatchObject({ paid: 7_000, outstanding: 0 });
  });

  test('that never arrived stays unknown', async () => {
    operator.goWrong('lost-request');
    expect(await request()).toMatchObject({ body: { status: 'unknown' } });
    expect(await check()).toMatchObject({ body: { status: 'unknown' } });
    expect(await account()).toMatchObject({ paid: 0 });
  });

  test('that succeeds after it was taken as failed is booked once', async () => {
    const asked = await request();
    operator.settle(referenceOf(asked), 'failed');
    expect(await check()).toMatchObject({ body: { status: 'failed', code: 'requestDeclined' } });
    operator.settle(referenceOf(asked), 'completed');
    expect(await check()).toMatchObject({ body: { status: 'succeeded' } });
    expect(await check()).toMatchObject({ body: { status: 'succeeded' } });
    expect(await account()).toMatchObject({ paid: 7_000, credit: 0 });
  });

  test('is not believed when it calls back: the status is read, however often and in whatever order it calls', async () => {
    const asked = await request();
    const reference = referenceOf(asked);
    expect((await callBack(reference, codeOf(reference))).status).toBe(200);
    expect(await account()).toMatchObject({ paid: 0 });
    operator.settle(reference);
    const answers = await Promise.all([1, 2, 3].map(() => callBack(reference, codeOf(reference))));
    expect(answers.map(({ status }) => status).every(status => status === 200 || status === 409)).toBe(true);
    await server.settled();
    expect(await account()).toMatchObject({ paid: 7_000, credit: 0 });
    const receipts = await server.ask('GET', `receipts?household=${household}`);
    expect(receipts.body['receipts']).toHaveLength(1);
  });

  test('may call back before its own answer', async () => {
    operator.goWrong('callback-first');
    const asked = await request();
    expect(operator.calledBack.length).toBeGreaterThan(0);
    expect(['pending', 'succeeded']).toContain(asked.body['status']);
    expect(await check()).toMatchObject({ body: { status: 'succeeded' } });
    expect(await account()).toMatchObject({ paid: 7_000, credit: 0 });
  });

  test('is not heard with a code that is not of that payment', async () => {
    const reference = referenceOf(await request());
    operator.settle(reference);
    for (const code of ['0'.repeat(64), codeOf(randomUUID()), 'x'])
      expect((await callBack(reference, code)).status).toBe(401);
    expect(await account()).toMatchObject({ paid: 0 });
    const stranger = randomUUID();
    expect((await callBack(stranger, codeOf(stranger))).status).toBe(200);
  });

  test('is found by the statement of its day when nobody asked any more, and the books balance', async () => {
    const reference = referenceOf(await request());
    operator.settle(reference);
    await server.tell({ type: 'membership.day-closed.v1', data: { scheme: 'A', day: '2025-01-09' } });
    expect(await account()).toMatchObject({ paid: 7_000 });
    const compared = await server.ask('POST', 'statements', { day: at }, { at: '2025-01-11' });
    expect(compared).toMatchObject({ status: 200, body: { comparedUpTo: at, missing: [] } });
    const lines = await server.models.find(everyScheme, journalTable, { orderBy: ['position', 'line'] });
    const sums = new Map<number, number>();
    for (const { position, amount } of lines) sums.set(position, (sums.get(position) ?? 0) + amount);
    expect([...sums.values()].every(total => total === 0)).toBe(true);
    expect(lines.filter(one => one.account === 'mobile-money' && one.household === household)).toMatchObject([
      { amount: 7_000 },
    ]);
  });

  test('tells nobody the payer’s number', async () => {
    const asked = await request();
    const told = await server.ask('GET', `households/${household}/payments/P1`);
    expect(JSON.stringify([asked.body, told.body, server.heard])).not.toContain('70123456');
  });
});

describe('whoever asks', () => {
  test('asks in their own scheme, for what there is, in the shape it has', async () => {
    await request();
    const path = `households/${household}/payments/P1`;
    expect((await server.ask('GET', path, undefined, { of: ['B'] })).status).toBe(404);
    expect((await server.ask('GET', `households/${household}/payments/P9`)).status).toBe(404);
    expect((await check('P9')).status).toBe(404);
    const body = { payment: 'P2', amount: 1, payer: '70123456' };
    expect((await server.ask('POST', `households/${household}/payments`, body)).status).toBe(400);
    const known = { payment: 'P2', amount: 1, payer: '+22670123456', receipt: 'X' };
    expect((await server.ask('POST', `households/${household}/payments`, known)).status).toBe(400);
    const giveUp = { approvedBy: 'GERANTE' };
    expect((await server.ask('POST', `${path}/give-up`, giveUp, { as: 'scheme-clerk' })).status).toBe(403);
    expect((await server.ask('GET', 'suspense', undefined, { as: 'scheme-clerk' })).status).toBe(403);
    expect((await server.ask('POST', 'statements', { day: at }, { of: ['B'] })).status).toBe(404);
  });
});
