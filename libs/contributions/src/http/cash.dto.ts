import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsTimeZone, Max, Min } from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId } from '#platform';
import { SchemePath } from './contributions.dto.js';

export class OpenTillDto {
  /** A desk unless said. */
  @IsOptional() @IsIn(['desk', 'collector']) kind?: 'desk' | 'collector';
  @IsId() holder: string;
  @IsIn(currencies) currency: Currency;
  /** Most cash that may lie there; no limit unless said. */
  @IsOptional() @IsAmount({ atLeast: 1 }) maximum?: Minor | null;
  @IsAmount() float: Minor;
  @IsDay() openedOn: Day;
  /** IANA name; UTC unless said. */
  @IsOptional() @IsTimeZone() timezone?: string;
}

export class DepositCashDto {
  @IsId() slip: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() depositedOn: Day;
}

export class CountTillDto {
  @IsAmount() counted: Minor;
  @IsDay() countedOn: Day;
}

export class CloseTillDto {
  @IsDay() closedOn: Day;
  @IsId() approvedBy: string;
}

export class IssueBookletDto {
  @IsId() booklet: string;
  @IsId() from: string;
  @IsId() to: string;
  @IsId() holder: string;
  @IsDay() issuedOn: Day;
}

export class ReturnBookletDto {
  @IsDay() returnedOn: Day;
  /** Blank receipts still in it; none unless said. */
  @IsOptional() @IsArray() @ArrayMaxSize(1_000) @IsId({ each: true }) unused?: string[];
}

export class TillPath extends SchemePath {
  @IsId() till: string;
}

export class BookletPath extends SchemePath {
  @IsId() booklet: string;
}

export class CashBookDto {
  /** Both ends inside. */
  @IsOptional() @IsDay() from?: Day;
  @IsOptional() @IsDay() to?: Day;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}
