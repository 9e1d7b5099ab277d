import type { EnvironmentReader } from '../environment.js';

/** How schemes are paid by telephone. */
export type PaymentSettings =
  | { readonly operator: 'none' | 'sandbox' }
  | {
      readonly operator: 'gsma';
      readonly url: string;
      /** Scheme → its account at the operator. */
      readonly accounts: ReadonlyMap<string, { readonly key: string; readonly value: string }>;
      readonly apiKey?: string;
      readonly patience_ms: number;
      /** Where the operator tells that something happened; without it, statuses are only read. */
      readonly callback?: { readonly url: string; readonly secret: string };
    };

const choices = ['off', 'sandbox', 'gsma'] as const;

/** Reads `MOBILE_MONEY…`. With a virtual clock the sandbox is there unless another operator is named. */
export const paymentSettings = (
  read: EnvironmentReader,
  clock: 'system' | 'virtual',
  production: boolean,
): PaymentSettings => {
  const [first, ...others] = clock === 'virtual' ? (['sandbox', 'off', 'gsma'] as const) : choices;
  const operator = read.oneOf('MOBILE_MONEY', [first, ...others]);
  read.refuseIf(production && operator === 'sandbox', 'MOBILE_MONEY=sandbox moves no money: not in production');
  if (operator !== 'gsma') return { operator: operator === 'off' ? 'none' : operator };
  const protocols = production ? ['https:'] : ['https:', 'http:'];
  const url = read.url('MOBILE_MONEY_URL', protocols);
  read.refuseIf(url === undefined, 'MOBILE_MONEY_URL is missing: where the operator answers (MOBILE_MONEY=gsma)');
  const apiKey = read.secret('MOBILE_MONEY_API_KEY');
  const callback = callbackOf(read, protocols);
  return {
    operator,
    url: (url ?? '').replace(/\/$/, ''),
    accounts: accountsOf(read),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(callback === undefined ? {} : { callback }),
    patience_ms: read.whole('MOBILE_MONEY_PATIENCE_MS', 10_000, { from: 100, to: 60_000, what: 'milliseconds' }),
  };
};

/** `zabre=organisationid:MUTUELLE-ZABRE, guediawaye=msisdn:+22177…` */
const accountsOf = (read: EnvironmentReader) => {
  const accounts = new Map<string, { key: string; value: string }>();
  for (const text of read.list('MOBILE_MONEY_ACCOUNTS')) {
    const [, scheme, key, value] = /^([\w-]{1,64})=([a-z]{1,32}):(\S{1,256})$/.exec(text) ?? [];
    read.refuseIf(scheme === undefined, 'MOBILE_MONEY_ACCOUNTS: each is scheme=key:value, as in zabre=msisdn:+22670…');
    if (scheme !== undefined && key !== undefined && value !== undefined) accounts.set(scheme, { key, value });
  }
  read.refuseIf(accounts.size === 0, 'MOBILE_MONEY_ACCOUNTS names no account of any scheme (MOBILE_MONEY=gsma)');
  return accounts;
};

const callbackOf = (read: EnvironmentReader, protocols: readonly string[]) => {
  const url = read.url('MOBILE_MONEY_CALLBACK_URL', protocols);
  const secret = read.secret('MOBILE_MONEY_CALLBACK_SECRET');
  if (url === undefined && secret === undefined) return undefined;
  const whole = url !== undefined && secret !== undefined && secret.length >= 32;
  read.refuseIf(!whole, 'MOBILE_MONEY_CALLBACK_URL needs MOBILE_MONEY_CALLBACK_SECRET of at least 32 characters');
  return { url: (url ?? '').replace(/\/$/, ''), secret: secret ?? '' };
};
