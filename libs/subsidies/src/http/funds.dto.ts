import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine } from '#platform';

export class RegisterFunderDto {
  @IsId() funder: string;
  @IsLine(200) name: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() registeredOn?: Day;
}

class WindowDto {
  @IsDay() from: Day;
  @IsDay() to: Day;
}

/** A version may be written as a number. */
const asText = ({ value }: { readonly value: unknown }): unknown => (typeof value === 'number' ? String(value) : value);

export class ContractDto {
  @Transform(asText) @IsId() version: string;
  @IsAmount({ atLeast: 1 }) perPerson: Minor;
  /** Whether nobody is served in part; not so unless said. */
  @IsOptional() @IsBoolean() wholePersons?: boolean;
  @IsObject() @ValidateNested() @Type(() => WindowDto) window: WindowDto;
  /** Per term; nothing limits it when absent or null. */
  @IsOptional() @IsAmount({ atLeast: 1 }) capPerHousehold?: Minor | null;
}

export class OpenFundDto {
  @IsId() fund: string;
  @IsId() funder: string;
  @IsIn(currencies) currency: Currency;
  @IsObject() @ValidateNested() @Type(() => ContractDto) contract: ContractDto;
}

export class AmendFundDto {
  @IsDay() effectiveFrom: Day;
  @IsObject() @ValidateNested() @Type(() => ContractDto) contract: ContractDto;
}

export class RecordFundingDto {
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() receivedOn: Day;
}

export class SettleFundDto {
  @IsId() reference: string;
  @IsDay() settledOn: Day;
}

export class FundPath {
  @IsId() fund: string;
}

export class FunderPath {
  @IsId() funder: string;
}

export class PageDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}
