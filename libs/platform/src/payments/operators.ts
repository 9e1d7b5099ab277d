import { createHmac, timingSafeEqual } from 'node:crypto';
import { GsmaPayments } from './gsma-payments.js';
import type { PaymentSettings } from './payment-settings.js';
import type { Payments } from './payments.js';
import { SandboxPayments } from './sandbox-payments.js';

/** Path of this API that an operator calls back. */
export const hintPath = '/v1/payment-hints';

/** The operator at which each scheme has an account. */
export abstract class Operators {
  /** Undefined where the scheme has none. */
  abstract of(scheme: string): Payments | undefined;
  /** Whether a callback about this payment is the one its operator was told to make. */
  abstract isHint(reference: string, token: string): boolean;
}

/**
 * The address an operator is to call about one payment ends in a code of its own, made with our secret: no operator of
 * the standard signs what it calls back, and an address that leaks tells nothing about any other payment.
 */
export const hintToken = (secret: string, reference: string): string =>
  createHmac('sha256', secret).update(`payment-hint|${reference}`).digest('hex');

export class ConfiguredOperators extends Operators {
  private readonly bySchemes = new Map<string, Payments>();
  private readonly sandbox: Payments | undefined;

  constructor(private readonly settings: PaymentSettings) {
    super();
    if (settings.operator === 'sandbox') this.sandbox = new SandboxPayments();
    if (settings.operator !== 'gsma') return;
    const { url, accounts, apiKey, patience_ms, callback } = settings;
    for (const [scheme, account] of accounts)
      this.bySchemes.set(
        scheme,
        new GsmaPayments({
          ...{ url, account, patience_ms },
          ...(apiKey === undefined ? {} : { apiKey }),
          ...(callback === undefined
            ? {}
            : {
                callbackUrl: reference =>
                  `${callback.url}${hintPath}/${reference}/${hintToken(callback.secret, reference)}`,
              }),
        }),
      );
  }

  of(scheme: string): Payments | undefined {
    return this.sandbox ?? this.bySchemes.get(scheme);
  }

  isHint(reference: string, token: string): boolean {
    const secret = this.settings.operator === 'gsma' ? this.settings.callback?.secret : undefined;
    if (secret === undefined) return false;
    const [right, said] = [Buffer.from(hintToken(secret, reference)), Buffer.from(token)];
    return right.length === said.length && timingSafeEqual(right, said);
  }
}
