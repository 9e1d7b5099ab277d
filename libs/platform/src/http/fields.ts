import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isDay } from '#kernel';

/** Ids the outside gives: of schemes, households, claims, providers. Up to 64 characters. */
export const idShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

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
