import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import fc from 'fast-check';
import { IsDay, IsId } from './fields.js';
import { isSound, isSoundAs } from './sound.js';

class Line {
  @IsId() act: unknown;
  @IsInt() @Min(1) @Max(1000) quantity: unknown;
  @IsOptional() @IsDay() on?: unknown;
}
class Bill {
  @IsId() claim: unknown;
  @IsOptional() @IsIn(['paid', 'due']) status?: unknown;
  @ValidateIf((bill: Bill) => bill.status === 'paid') @IsDay() paidOn?: unknown;
  @IsArray() @ArrayMaxSize(3) @ValidateNested({ each: true }) @Type(() => Line) lines: unknown;
}
class LargerBill extends Bill {
  @IsInt() pages: unknown;
}
class Tagged {
  @IsString({ each: true }) tags: unknown;
}
class Anything {}
class Page {
  @IsOptional() @Type(() => Number) @IsInt() offset?: unknown;
}
class Trimmed {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsId()
  name: unknown;
}
class Around {
  @ValidateNested() @Type(() => Page) page: unknown;
}

const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
const isRight = async (object: object): Promise<boolean> => (await validate(object, options)).length === 0;

const line = { act: 'CONS', quantity: 1 };
const bill = { claim: 'C1', lines: [line, { ...line, on: '2026-02-28' }] };

describe('sound', () => {
  test.each([
    ['a bill', Bill, bill],
    ['with what may be left out', Bill, { ...bill, status: 'due' }],
    ['where a condition holds', Bill, { ...bill, status: 'paid', paidOn: '2026-01-31' }],
    ['null for what may be left out', Bill, { ...bill, status: null }],
    ['without lines', Bill, { ...bill, lines: [] }],
    ['of a class that inherits', LargerBill, { ...bill, pages: 2 }],
    ['the last quantity inside', Bill, { ...bill, lines: [{ ...line, quantity: 1000 }] }],
  ])('%s', async (_, dto, body) => {
    const read = plainToInstance(dto as new () => object, body);
    expect(isSound(read)).toBe(true);
    expect(await isRight(read)).toBe(true);
  });

  test.each([
    ['another field', Bill, { ...bill, more: 1 }],
    ['another field within', Bill, { ...bill, lines: [{ ...line, more: 1 }] }],
    ['a field left out', Bill, { lines: [] }],
    ['a wrong field', Bill, { ...bill, claim: 'C 1' }],
    ['a wrong field within', Bill, { ...bill, lines: [line, { ...line, quantity: 1001 }] }],
    ['one line too many', Bill, { ...bill, lines: [line, line, line, line] }],
    ['no list', Bill, { ...bill, lines: line }],
    ['a list of something else', Bill, { ...bill, lines: [7, null, [line]] }],
    ['a condition that does not hold', Bill, { ...bill, status: 'paid' }],
    ['what the heir asks for', LargerBill, bill],
    ['a class without rules', Anything, { any: 1 }],
  ])('not: %s', async (_, dto, body) => {
    const read = plainToInstance(dto as new () => object, body);
    expect(isSound(read)).toBe(false);
    expect(await isRight(read)).toBe(false);
  });

  test('what it cannot ask is left to class-validator', async () => {
    const read = plainToInstance(Tagged, { tags: ['a', 'b'] });
    expect([isSound(read), await isRight(read)]).toEqual([false, true]);
  });

  test.each([
    ['a number that came as text', Page, { offset: '7' }],
    ['a number, where text would become one', Page, { offset: 7 }],
    ['a text that would be cut', Trimmed, { name: 'a' }],
    ['what holds one of those', Around, { page: { offset: 7 } }],
  ])('before it is made into its class, never what that may change: %s', (_, dto, body) => {
    expect(isSoundAs(dto as new () => object, body)).toBe(false);
    expect(isSound(plainToInstance(dto as new () => object, body))).toBe(true);
  });

  test('as class-validator says, whatever comes, and the same before it is made into its class', () =>
    fc.assert(
      fc.asyncProperty(bills, async body => {
        const read = plainToInstance(Bill, body);
        const right = await isRight(read);
        expect([isSound(read), isSoundAs(Bill, body)]).toEqual([right, right]);
      }),
      { numRuns: 500 },
    ));
});

const odd = fc.constantFrom<unknown>(null, undefined, 0, -1, 1.5, '', 'x', [], [[]], {}, true, Number.NaN);
const either = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: odd });
const lines = fc.record(
  {
    act: either(fc.constantFrom('CONS', 'a.b-c')),
    quantity: either(fc.integer({ min: 0, max: 1001 })),
    on: either(fc.constantFrom('2026-02-28', '2026-02-30')),
    more: odd,
  },
  { requiredKeys: ['act', 'quantity'], noNullPrototype: true },
);
const bills = fc.record(
  {
    claim: either(fc.constant('C1')),
    lines: either(fc.array(either(lines), { maxLength: 4 })),
    status: either(fc.constantFrom('paid', 'due')),
    paidOn: either(fc.constant('2026-01-31')),
  },
  { requiredKeys: ['claim', 'lines'], noNullPrototype: true },
);
