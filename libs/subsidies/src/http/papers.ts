import { type Currency, currencyExponent, type Minor } from '#kernel';
import type { PdfDocument } from '#platform';

/** An amount as people write it: thousands apart, a comma before cents. */
export const written = (amount: Minor, currency: Currency): string => {
  const digits = currencyExponent(currency);
  const whole = String(Math.abs(amount)).padStart(digits + 1, '0');
  const [units, cents] = digits === 0 ? [whole, ''] : [whole.slice(0, -digits), `,${whole.slice(-digits)}`];
  return `${amount < 0 ? '−' : ''}${units.replace(/\B(?=(\d{3})+$)/g, ' ')}${cents}`;
};

/** A table whose first row heads every page. */
export const lined = (body: string[][]): Exclude<PdfDocument['content'], string> => ({
  table: { headerRows: 1, widths: body[0]!.map(() => 'auto'), body },
  layout: 'lightHorizontalLines',
  margin: [0, 4, 0, 12],
});
