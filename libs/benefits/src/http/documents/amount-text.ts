import { type Currency, currencyExponent, type Minor } from '#kernel';

const names: Readonly<Partial<Record<Currency, string>>> = { XOF: 'F CFA', XAF: 'F CFA' };

/** `12 500 F CFA`: thousands parted by a space that does not break, decimals only where the currency has them. */
export const amountText = (amount: Minor, currency: Currency): string =>
  `${plainAmount(amount, currency, '\u00A0', ',')}\u00A0${names[currency] ?? currency}`;

/** `12500`, or `125.00`: as files for machines write it. */
export const plainAmount = (amount: Minor, currency: Currency, thousands = '', point = '.'): string => {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, thousands);
  const decimals = exponent === 0 ? '' : `${point}${digits.slice(-exponent)}`;
  return `${amount < 0 ? '-' : ''}${whole}${decimals}`;
};

/** `05/06/2025`, as people write a day. */
export const dayText = (day: string): string => day.split('-').reverse().join('/');
