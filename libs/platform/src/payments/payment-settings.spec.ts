import { describe, expect, test } from '@jest/globals';
import { EnvironmentReader } from '../environment.js';
import { ConfiguredOperators, hintToken } from './operators.js';
import { paymentSettings } from './payment-settings.js';
import { SandboxPayments } from './sandbox-payments.js';

const read = (environment: Record<string, string>, clock: 'system' | 'virtual' = 'system', production = false) => {
  const reader = new EnvironmentReader(environment);
  return { settings: paymentSettings(reader, clock, production), problems: reader.problems };
};
const gsma = {
  MOBILE_MONEY: 'gsma',
  MOBILE_MONEY_URL: 'https://op.example/mm/',
  MOBILE_MONEY_ACCOUNTS: 'A=msisdn:+226',
};
const secret = 's'.repeat(32);

describe('how schemes are paid by telephone', () => {
  test('is not at all unless said; with a virtual clock, in a sandbox', () => {
    expect(read({}).settings).toEqual({ operator: 'none' });
    expect(read({}, 'virtual').settings).toEqual({ operator: 'sandbox' });
    expect(read({ MOBILE_MONEY: 'sandbox' }, 'system', true).problems).toHaveLength(1);
  });

  test('needs an address and an account of some scheme; the callback a secret of 32 characters, not of 31', () => {
    expect(read(gsma)).toMatchObject({ problems: [], settings: { url: 'https://op.example/mm', patience_ms: 10_000 } });
    expect(read({ MOBILE_MONEY: 'gsma' }).problems).toHaveLength(2);
    expect(read({ ...gsma, MOBILE_MONEY_ACCOUNTS: 'A:msisdn' }).problems).toHaveLength(2);
    const url = { MOBILE_MONEY_CALLBACK_URL: 'https://us.example' };
    expect(read({ ...gsma, ...url }).problems).toHaveLength(1);
    expect(read({ ...gsma, ...url, MOBILE_MONEY_CALLBACK_SECRET: secret }).problems).toEqual([]);
    expect(read({ ...gsma, ...url, MOBILE_MONEY_CALLBACK_SECRET: 's'.repeat(31) }).problems).toHaveLength(1);
    const plain = { ...gsma, MOBILE_MONEY_URL: 'http://op.example' };
    expect([read(plain).problems.length, read(plain, 'system', true).problems.length]).toEqual([0, 2]);
  });

  test('is by the account of the scheme, and a callback is known by the code of its payment', () => {
    const callback = { MOBILE_MONEY_CALLBACK_URL: 'https://us.example', MOBILE_MONEY_CALLBACK_SECRET: secret };
    const operators = new ConfiguredOperators(read({ ...gsma, ...callback }).settings);
    expect([operators.of('A') !== undefined, operators.of('B')]).toEqual([true, undefined]);
    const code = hintToken(secret, 'R1');
    expect([operators.isHint('R1', code), operators.isHint('R2', code), operators.isHint('R1', '')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(new ConfiguredOperators({ operator: 'sandbox' }).isHint('R1', code)).toBe(false);
    expect(new ConfiguredOperators({ operator: 'none' }).of('A')).toBeUndefined();
  });
});

test('the sandbox does as the payer’s number says, and its statement has what was paid that day', async () => {
  const sandbox = new SandboxPayments();
  const at = '2025-06-02T10:00:00.000Z';
  const course = async (payer: string): Promise<readonly string[]> => {
    const collection = { reference: payer, amount: 500, currency: 'XOF' as const, payer };
    const first = await sandbox.collect(collection, at);
    const rest = [await sandbox.statusOf(payer, at), await sandbox.statusOf(payer, at)];
    return [first, ...rest].map(({ status }) => status);
  };
  expect(await course('+22670000010')).toEqual(['pending', 'succeeded', 'succeeded']);
  expect(await course('+22670000001')).toEqual(['failed', 'failed', 'failed']);
  expect(await course('+22670000002')).toEqual(['unknown', 'unknown', 'succeeded']);
  expect(await course('+22670000003')).toEqual(['pending', 'failed', 'succeeded']);
  expect(await course('+22670000004')).toEqual(['pending', 'pending', 'pending']);
  expect(await course('+22670000005')).toEqual(['unknown', 'unknown', 'unknown']);
  expect((await sandbox.statement('2025-06-02')).map(({ reference }) => reference?.slice(-2))).toEqual([
    '10',
    '02',
    '03',
  ]);
  expect(await sandbox.statement('2025-06-03')).toEqual([]);
  expect(await sandbox.statusOf('nobody', at)).toEqual({ status: 'unknown' });
});
