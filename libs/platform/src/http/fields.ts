import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isDay } from '#kernel';

/** Ids the outside gives: of schemes, households, claims, providers. Up to 64 characters. */
export const idShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** A scheme's id has no dot: it begins the names of streams, and a dot ends it there. */
export const schemeIdShape = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Larger sums than the yearly books of a federation are a slip of the finger. */
export const greatestAmount = 1_000_000_000_000;

export const IsId = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isId',
      validator: {
        validate: value => typeof value === 'string' && idShape.test(value),
        defaultMessage: () => '$property must be an id of up to 64 letters, digits, _ . -',
      },
    },
    options,
  );

/**
 * What no name and no reason is written with: control characters, line ends, private use, and the marks that turn the
 * direction of what follows, so that a name reads as another. Arabic and N'Ko letters need none of them.
 */
const unprintable = /[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/u;

export const IsSchemeId = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isSchemeId',
      validator: {
        validate: value => typeof value === 'string' && schemeIdShape.test(value),
        defaultMessage: () => '$property must be an id of up to 64 letters, digits, _ -',
      },
    },
    options,
  );

/** One line of text that people read, from 1 character up to `most`. */
export const IsLine = (most: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLine',
      constraints: [most],
      validator: {
        validate: value =>
          typeof value === 'string' && value.length <= most && value.trim() !== '' && !unprintable.test(value),
        defaultMessage: () => `$property must be one line of text, up to ${most} characters`,
      },
    },
    options,
  );

/** A day that exists, `YYYY-MM-DD`. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDay',
      validator: { validate: isDay, defaultMessage: () => '$property must be a day YYYY-MM-DD that exists' },
    },
    options,
  );

/** A whole number of minor units, not negative. @param options.atLeast 0 unless said */
export const IsAmount = ({
  atLeast = 0,
  ...options
}: ValidationOptions & { atLeast?: number } = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isAmount',
      constraints: [atLeast],
      validator: {
        validate: value => Number.isSafeInteger(value) && value >= atLeast && value <= greatestAmount,
        defaultMessage: () => `$property must be a whole number of minor units, at least ${atLeast}`,
      },
    },
    options,
  );
