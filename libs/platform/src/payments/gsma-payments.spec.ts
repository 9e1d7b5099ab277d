import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { gsmaAmount, minorOf } from './gsma-amount.js';
import { GsmaPayments } from './gsma-payments.js';
import { OperatorSimulator } from './operator-simulator.js';
import { CashPayments } from './payments.js';

const at = '2025-06-02T10:00:00.000Z';
let operator: OperatorSimulator;
let payments: GsmaPayments;
beforeEach(async () => {
  operator = await OperatorSimulator.start();
  const account = { key: 'organisationid', value: 'MUTUELLE-A' };
  payments = new GsmaPayments({ url: operator.url, account, patience_ms: 2_000 });
});
afterEach(() => operator.stop());

const collection = () => ({ reference: randomUUID(), amount: 1_500, currency: 'XOF' as const, payer: '+22670000000' });
const paid = { status: 'succeeded', amount: 1_500, currency: 'XOF' };

describe('a payment by mobile money', () => {
  test('is pending until the member confirms it, then is read as paid', async () => {
    const asked = collection();
    expect(await payments.collect(asked, at)).toEqual({ status: 'pending' });
    expect(await payments.statusOf(asked.reference, at)).toEqual({ status: 'pending' });
    operator.settle(asked.reference);
    expect(await payments.statusOf(asked.reference, at)).toMatchObject(paid);
  });

  test('is refused by the member, at once or later', async () => {
    operator.goWrong('declined');
    expect(await payments.collect(collection(), at)).toEqual({ status: 'failed', code: 'requestDeclined' });
    const asked = collection();
    await payments.collect(asked, at);
    operator.settle(asked.reference, 'failed');
    expect(await payments.statusOf(asked.reference, at)).toEqual({ status: 'failed', code: 'requestDeclined' });
  });

  test('whose answer is lost is unknown, and found again under the same reference', async () => {
    operator.goWrong('lost-answer');
    const asked = collection();
    expect(await payments.collect(asked, at)).toEqual({ status: 'unknown' });
    operator.settle(asked.reference);
    expect(await payments.statusOf(asked.reference, at)).toMatchObject(paid);
  });

  test('that never arrived stays unknown: nobody says it failed', async () => {
    operator.goWrong('lost-request');
    const asked = collection();
    expect(await payments.collect(asked, at)).toEqual({ status: 'unknown' });
    expect(await payments.statusOf(asked.reference, at)).toEqual({ status: 'unknown' });
  });

  test('asked for again under the same reference is not taken twice', async () => {
    operator.goWrong('late-success');
    const asked = collection();
    await payments.collect(asked, at);
    operator.settle(asked.reference);
    expect(await payments.collect(asked, at)).toMatchObject(paid);
    expect(operator.payments).toBe(1);
  });

  test('called back twice, or before its answer, is still read once as paid', async () => {
    for (const fault of ['duplicate-callback', 'callback-first'] as const) {
      operator.goWrong(fault);
      const asked = collection();
      await payments.collect(asked, at);
      expect(await payments.statusOf(asked.reference, at)).toMatchObject(paid);
    }
    expect([operator.payments, operator.calledBack.length]).toEqual([2, 3]);
  });

  test('is in the statement of the day with our reference, once it is paid', async () => {
    const [done, open] = [collection(), collection()];
    await payments.collect(done, at);
    await payments.collect(open, at);
    operator.settle(done.reference);
    expect(await payments.statement('2025-06-02', at)).toMatchObject([{ reference: done.reference, amount: 1_500 }]);
  });

  test('of an operator that is away is unknown, and there is no half statement', async () => {
    await operator.stop();
    expect(await payments.collect(collection(), at)).toEqual({ status: 'unknown' });
    await expect(payments.statement('2025-06-02', at)).rejects.toThrow('no statement');
    operator = await OperatorSimulator.start();
  });
});

describe('amounts', () => {
  test('are written without needless zeros', () =>
    expect([
      gsmaAmount(1_500, 'XOF'),
      gsmaAmount(1_500, 'GHS'),
      gsmaAmount(1_550, 'GHS'),
      gsmaAmount(5, 'GHS'),
    ]).toEqual(['1500', '15', '15.5', '0.05']));

  test('are read as they were written', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.constantFrom('XOF' as const, 'GHS' as const),
        (amount, currency) => expect(minorOf(gsmaAmount(amount, currency), currency)).toEqual({ amount, currency }),
      ),
    ));

  test('that are none, or finer than a coin, are not guessed at', () => {
    for (const [amount, currency] of [
      ['1500.00', 'XOF'],
      ['15.555', 'GHS'],
      ['1e3', 'XOF'],
      ['-1', 'XOF'],
      ['', 'XOF'],
      [1500, 'XOF'],
      ['15', 'ZZZ'],
      ['1.5', 'XOF'],
    ])
      expect(minorOf(amount, currency)).toBeNull();
  });
});

test('cash is received when it is entered', async () => {
  expect(await new CashPayments().collect(collection())).toMatchObject(paid);
  expect(await new CashPayments().statusOf()).toMatchObject({ status: 'failed' });
});

const description = join(
  process.env['CONFORMANCE_DATA'] ?? '',
  'gsma',
  'mobile-money-api-1.2.0-merchant-payments.yaml',
);
const described = process.env['CONFORMANCE_DATA'] !== undefined && existsSync(description);
if (!described)
  process.stderr.write(
    '\nSKIPPED, no CONFORMANCE_DATA: the public GSMA Mobile Money API 1.2 description (gsma/*.yaml)\n',
  );

(described ? describe : describe.skip)(
  'what the simulator says, and what is asked of it, is as the GSMA describes it',
  () => {
    const api = described ? (parse(readFileSync(description, 'utf8')) as Record<string, unknown>) : {};
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    if (described) ajv.addSchema(withoutBareBounds(api) as object, 'gsma');
    const fits = (schema: string, value: unknown): void => {
      const validate = ajv.getSchema(`gsma#/components/schemas/${schema}`);
      expect([validate?.(value), validate?.errors]).toEqual([true, null]);
    };
    const get = async (path: string) =>
      (await (await fetch(`${operator.url}${path}`)).json()) as Record<string, string>;

    test('requests, states, links, transactions and errors', async () => {
      const asked = collection();
      const wanted = {
        amount: gsmaAmount(1_500, 'XOF'),
        currency: 'XOF',
        debitParty: [{ key: 'msisdn', value: asked.payer }],
        creditParty: [{ key: 'organisationid', value: 'A' }],
      };
      fits('requestTransactionType', wanted);
      const headers = { 'x-correlationid': asked.reference };
      const post = () =>
        fetch(`${operator.url}/transactions/type/merchantpay`, {
          method: 'POST',
          headers,
          body: JSON.stringify(wanted),
        });
      fits('requestStateObject', await (await post()).json());
      fits('errorObject', await (await post()).json());
      fits('responseResponse', await get(`/responses/${asked.reference}`));
      operator.settle(asked.reference);
      const { link } = await get(`/responses/${asked.reference}`);
      fits('responseTransactionType', await get(link!));
      expect(ajv.getSchema('gsma#/components/schemas/amount')?.('1500.00')).toBe(false);
    });
  },
);

/** OpenAPI 3.0 writes `exclusiveMinimum: true` beside `minimum`; JSON Schema wants the number. */
function withoutBareBounds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBareBounds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, bound]) => !/^exclusiveM/.test(key) || typeof bound !== 'boolean')
      .map(([key, inner]) => [key, withoutBareBounds(inner)]),
  );
}
