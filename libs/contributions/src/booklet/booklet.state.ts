import type { Day, Fold } from '#kernel';
import type { BookletEvent } from './booklet.events.js';

export interface Booklet {
  readonly booklet: string;
  readonly from: string;
  readonly to: string;
  readonly holder: string;
  readonly issuedOn: Day;
  readonly returnedOn: Day | null;
}

/** All booklets of a scheme: no two of them may share a number. */
export interface BookletState {
  readonly booklets: readonly Booklet[];
}

export const bookletStream = (scheme: string): string => `contributions.booklets-${scheme}`;

export const bookletFold: Fold<BookletEvent, BookletState> = {
  initialState: { booklets: [] },
  evolve({ booklets }, event) {
    if (event.type === 'contributions.BookletReturned') {
      const { booklet, returnedOn } = event.data;
      return { booklets: booklets.map(one => (one.booklet === booklet ? { ...one, returnedOn } : one)) };
    }
    const { booklet, from, to, holder, issuedOn } = event.data;
    return { booklets: [...booklets, { booklet, from, to, holder, issuedOn, returnedOn: null }] };
  },
};

const shape = /^(.*?)([0-9]{1,12})$/;

/** A receipt number in two parts: `AB-000117` is 117 of series `AB-` in six digits. */
const partsOf = (number: string) => {
  const [, series, digits] = shape.exec(number) ?? [];
  return series === undefined || digits === undefined ? null : { series, digits, value: Number(digits) };
};

/** How many numbers from the first to the last, both inside; null when they make no sequence. */
export const lengthOf = (from: string, to: string): number | null => {
  const [first, last] = [partsOf(from), partsOf(to)];
  if (!first || !last || first.series !== last.series || first.digits.length !== last.digits.length) return null;
  return last.value < first.value ? null : last.value - first.value + 1;
};

/** Numbers of one width compare as text does. */
export const isIn = ({ from, to }: Pick<Booklet, 'from' | 'to'>, number: string): boolean =>
  number.length === from.length && from <= number && number <= to && lengthOf(from, number) !== null;

/** All its numbers, first to last. */
export const numbersOf = ({ from, to }: Pick<Booklet, 'from' | 'to'>): readonly string[] => {
  const first = partsOf(from);
  if (!first) return [];
  const { series, digits, value } = first;
  return Array.from({ length: lengthOf(from, to) ?? 0 }, (_, index) => {
    return `${series}${String(value + index).padStart(digits.length, '0')}`;
  });
};

/** The booklet a receipt was written in; undefined for a number of none. */
export const bookletOf = ({ booklets }: BookletState, number: string): Booklet | undefined =>
  booklets.find(booklet => isIn(booklet, number));

/** Numbers passed over: not entered although a later one is. */
export const gapsIn = (booklet: Booklet, used: ReadonlySet<string>): readonly string[] => {
  const numbers = numbersOf(booklet);
  const last = numbers.findLastIndex(number => used.has(number));
  return numbers.slice(0, Math.max(0, last)).filter(number => !used.has(number));
};
