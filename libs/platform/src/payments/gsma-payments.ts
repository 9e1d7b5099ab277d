import { createHash } from 'node:crypto';
import type { Day, Instant } from '#kernel';
import { gsmaAmount, minorOf } from './gsma-amount.js';
import { type Collection, type PaymentAnswer, Payments, type StatementLine } from './payments.js';

export interface GsmaOptions {
  /** Up to and without `/transactions`. */
  readonly url: string;
  /** The scheme's account at the operator. */
  readonly account: { readonly key: string; readonly value: string };
  readonly apiKey?: string;
  /** Where the operator tells that something happened to the payment of a reference. */
  readonly callbackUrl?: (reference: string) => string;
  /** How long an answer is waited for. @unit milliseconds */
  readonly patience_ms: number;
}

interface Heard {
  readonly http: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * GSMA Mobile Money API 1.2: merchant payments. The reference travels as `X-CorrelationID`, by which a lost answer is
 * found again (`/responses/{clientCorrelationId}`).
 * @source GSMA Mobile Money API 1.2.0, merchant payments
 */
export class GsmaPayments extends Payments {
  constructor(private readonly options: GsmaOptions) {
    super();
  }

  async collect({ reference, amount, currency, payer }: Collection, at: Instant): Promise<PaymentAnswer> {
    const { account, callbackUrl } = this.options;
    const body = JSON.stringify({
      amount: gsmaAmount(amount, currency),
      currency,
      debitParty: [{ key: 'msisdn', value: payer }],
      creditParty: [account],
      requestingOrganisationTransactionReference: reference,
    });
    const heard = await this.ask('/transactions/type/merchantpay', at, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-correlationid': reference,
        'x-content-hash': createHash('sha256').update(body).digest('hex'),
        ...(callbackUrl === undefined ? {} : { 'x-callback-url': callbackUrl(reference) }),
      },
    });
    if (heard === null || heard.http >= 500) return { status: 'unknown' };
    if (heard.http === 201) return transaction(heard.body);
    if (heard.http === 202) return this.state(heard.body, at);
    return heard.body['errorCode'] === 'duplicateRequest' ? this.statusOf(reference, at) : failure(heard.body);
  }

  /** Nothing found is `unknown`, not `failed`: the request may still be on its way. */
  async statusOf(reference: string, at: Instant): Promise<PaymentAnswer> {
    const found = await this.ask(`/responses/${encodeURIComponent(reference)}`, at);
    const link = found?.http === 200 ? found.body['link'] : undefined;
    if (typeof link !== 'string' || !/^\/(transactions|requeststates)\/[^/?#]+$/.test(link))
      return { status: 'unknown' };
    const heard = await this.ask(link, at);
    if (heard?.http !== 200) return { status: 'unknown' };
    return link.startsWith('/requeststates/') ? this.state(heard.body, at) : transaction(heard.body);
  }

  /** @throws Error when the statement cannot be had whole: half a statement reconciles nothing. */
  async statement(day: Day, at: Instant): Promise<readonly StatementLine[]> {
    const { key, value } = this.options.account;
    const lines: StatementLine[] = [];
    for (;;) {
      const days = `fromDateTime=${day}T00:00:00.000Z&toDateTime=${day}T23:59:59.999Z`;
      const page = `offset=${lines.length}&limit=${pageSize}&transactionStatus=completed`;
      const path = `/accounts/${encodeURIComponent(key)}/${encodeURIComponent(value)}/transactions?${days}&${page}`;
      const heard = await this.ask(path, at);
      if (heard?.http !== 200 || !Array.isArray(heard.body)) throw new Error(`no statement of ${day}`);
      lines.push(...(heard.body as readonly Record<string, unknown>[]).map(line));
      if (heard.body.length < pageSize) return lines;
    }
  }

  private state(
    { status, objectReference, error }: Heard['body'],
    at: Instant,
  ): PaymentAnswer | Promise<PaymentAnswer> {
    if (status === 'failed') return failure((error ?? {}) as Heard['body']);
    if (status !== 'completed') return { status: 'pending' };
    return typeof objectReference === 'string' ? this.read(objectReference, at) : { status: 'unknown' };
  }

  private async read(operatorReference: string, at: Instant): Promise<PaymentAnswer> {
    const heard = await this.ask(`/transactions/${encodeURIComponent(operatorReference)}`, at);
    return heard?.http === 200 ? transaction(heard.body) : { status: 'unknown' };
  }

  /** Null when nothing was heard in time, or what was heard is no JSON. */
  private async ask(path: string, at: Instant, init: RequestInit = {}): Promise<Heard | null> {
    const { url, apiKey, patience_ms } = this.options;
    const headers = { ...init.headers, 'x-date': at, ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }) };
    try {
      const signal = AbortSignal.timeout(patience_ms);
      const response = await fetch(`${url}${path}`, { ...init, headers, signal, redirect: 'error' });
      return { http: response.status, body: (await response.json()) as Heard['body'] };
    } catch {
      return null;
    }
  }
}

const pageSize = 100;

const failure = ({ errorCode }: Heard['body']): PaymentAnswer => ({
  status: 'failed',
  code: typeof errorCode === 'string' ? errorCode : 'genericError',
});

/** Statuses are free text in the standard; only what is plainly done counts as paid. */
const transaction = (body: Heard['body']): PaymentAnswer => {
  const { transactionStatus, transactionReference } = body;
  if (transactionStatus === 'failed' || transactionStatus === 'rejected') return failure(body);
  if (transactionStatus !== 'completed') return { status: 'pending' };
  const money = minorOf(body['amount'], body['currency']);
  if (!money || typeof transactionReference !== 'string') return { status: 'unknown' };
  return { status: 'succeeded', operatorReference: transactionReference, ...money };
};

const line = (body: Readonly<Record<string, unknown>>): StatementLine => {
  const money = minorOf(body['amount'], body['currency']);
  const { transactionReference, requestingOrganisationTransactionReference: own } = body;
  if (!money || typeof transactionReference !== 'string') throw new Error('a line of the statement cannot be read');
  return { operatorReference: transactionReference, reference: typeof own === 'string' ? own : null, ...money };
};
