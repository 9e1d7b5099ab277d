import { type Currency, currencyExponent, isCurrency, type Minor } from '#kernel';

const shape = /^(0|[1-9][0-9]{0,17})(?:[.]([0-9]{0,3}[1-9]))?$/;

/**
 * An amount as the GSMA Mobile Money API writes it: no needless zeros. 1 500 francs are `1500`, never `1500.00`.
 * @source GSMA Mobile Money API 1.2, schema `amount`
 */
export const gsmaAmount = (amount: Minor, currency: Currency): string => {
  const digits = currencyExponent(currency);
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return `${text.slice(0, -digits)}${fraction === '' ? '' : `.${fraction}`}`;
};

/** The same amount in minor units; null where it is none, or finer than the currency's smallest coin. */
export const minorOf = (amount: unknown, currency: unknown): { amount: Minor; currency: Currency } | null => {
  if (typeof amount !== 'string' || !isCurrency(currency)) return null;
  const [, whole, fraction = ''] = shape.exec(amount) ?? [];
  const digits = currencyExponent(currency);
  if (whole === undefined || fraction.length > digits) return null;
  const value = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(value) ? { amount: value, currency } : null;
};
