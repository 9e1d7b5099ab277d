import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId } from '#platform';

/** `null` must be said: nobody forgets by leaving a field out that a fund is to be asked, or a balance is due. */
const OrNull = (): PropertyDecorator => ValidateIf((_, value) => value !== null);

class SubsidyDto {
  @IsId() fund: string;
  @IsAmount({ atLeast: 1 }) perPerson: Minor;
}

export class PublishPlanDto {
  @IsId() version: string;
  @IsDay() effectiveFrom: Day;
  @IsIn(currencies) currency: Currency;
  @IsAmount() joiningFee: Minor;
  @IsAmount({ atLeast: 1 }) contributionPerPerson: Minor;
  @IsInt() @Min(1) @Max(60) months: number;
  @IsInt() @Min(1) @Max(100) thresholdPercent: number;
  @OrNull() @IsInt() @Min(1) @Max(59) balanceDueMonths: number | null;
  @OrNull() @IsObject() @ValidateNested() @Type(() => SubsidyDto) subsidy: SubsidyDto | null;
  /** 30 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(366) backdatingDays?: number;
  /** IANA name; UTC unless said. */
  @IsOptional() @IsTimeZone() timezone?: string;
}

export class RecordReceiptDto {
  @IsId() receipt: string;
  @IsId() household: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() receivedOn: Day;
  @IsOptional() @IsId() collector?: string;
  @IsOptional() @IsId() approvedBy?: string;
}

export class VoidReceiptDto {
  @IsId() household: string;
  @IsDay() voidedOn: Day;
  @IsString() @Length(1, 500) reason: string;
}

export class SchemePath {
  @IsId() scheme: string;
}

export class ProductPath extends SchemePath {
  @IsId() product: string;
}

export class ReceiptPath extends SchemePath {
  @IsId() receipt: string;
}

export class HouseholdPath extends SchemePath {
  @IsId() household: string;
}

export class ReceiptsDto {
  @IsOptional() @IsId() household?: string;
  @IsOptional() @IsId() collector?: string;
  /** Both ends inside. */
  @IsOptional() @IsDay() from?: Day;
  @IsOptional() @IsDay() to?: Day;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}
