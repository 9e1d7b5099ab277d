import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsTimeZone,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine, PageDto, SchemePath } from '#platform';
import type { OnLeaving } from '../plan/plan.state.js';

export { HouseholdPath, ProductPath, SchemePath } from '#platform';

class SubsidyDto {
  @IsId() fund: string;
  @IsAmount({ atLeast: 1 }) perPerson: Minor;
}

class SchedulePartDto {
  @IsInt() @Min(1) @Max(59) afterMonths: number;
  /** Of the member share, all parts so far included; the last is 100. */
  @IsInt() @Min(1) @Max(100) upToPercent: number;
}

/** When parts of the contribution are due. */
export class ScheduleDto {
  @IsIn(['monthly', 'seasonal', 'instalments']) kind: 'monthly' | 'seasonal' | 'instalments';
  /** Monthly: months paid before rights open; 1 unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(59) openingMonths?: number;
  /** Seasonal: day of the year by which harvests are sold, MM-DD. */
  @IsOptional() @Matches(/^[0-9]{2}-[0-9]{2}$/) dueDay?: string;
  /** Instalments, in their order. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => SchedulePartDto)
  parts?: SchedulePartDto[];
}

/** A version may be written as a number. */
const asText = ({ value }: { readonly value: unknown }): unknown => (typeof value === 'number' ? String(value) : value);

export class PublishPlanDto {
  @Transform(asText) @IsId() version: string;
  @IsDay() effectiveFrom: Day;
  @IsIn(currencies) currency: Currency;
  /** None unless said. */
  @IsOptional() @IsAmount() joiningFee?: Minor;
  @IsAmount({ atLeast: 1 }) contributionPerPerson: Minor;
  /** 12 unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(60) months?: number;
  /** All of the member share unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(100) thresholdPercent?: number;
  /** Nothing is due later unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(59) balanceDueMonths?: number | null;
  /** In place of one balance. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ScheduleDto) schedule?: ScheduleDto | null;
  /** No fund is asked unless said. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => SubsidyDto) subsidy?: SubsidyDto | null;
  /** 30 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(366) backdatingDays?: number;
  /** IANA name; UTC unless said. */
  /** What becomes of what was paid for somebody who dies or leaves before their cover; kept unless said. */
  @IsOptional() @IsIn(['kept', 'credit', 'refund']) onLeaving?: OnLeaving;
  /** Whoever enrolled a household may not collect from it; they may unless said. */
  @IsOptional() @IsBoolean() enrollerMayNotCollect?: boolean;
  @IsOptional() @IsTimeZone() timezone?: string;
}

export class SimulatePlanDto {
  /** A plan as it would be published. */
  @IsObject() @ValidateNested() @Type(() => PublishPlanDto) plan: PublishPlanDto;
  /** First and last day on which the dues it is tried on were called, both inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
}

export class RecordReceiptDto {
  @IsId() receipt: string;
  @IsId() household: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() receivedOn: Day;
  @IsOptional() @IsId() collector?: string;
  /** The till the money is put in. */
  @IsOptional() @IsId() till?: string;
  @IsOptional() @IsId() approvedBy?: string;
}

export class RefundCreditDto {
  /** Number of the payment voucher. */
  @IsId() refund: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() paidOn: Day;
  /** The till it is paid from. */
  @IsOptional() @IsId() till?: string;
  @IsId() approvedBy: string;
}

export class WaiveDuesDto {
  @IsInt() @Min(1) @Max(1_000) term: number;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  /** The decision of the organ that may let off. */
  @IsId() decision: string;
  @IsDay() decidedOn: Day;
  @IsId() approvedBy: string;
}

export class VoidReceiptDto {
  @IsId() household: string;
  @IsDay() voidedOn: Day;
  @IsLine(500) reason: string;
}

export class ReceiptPath extends SchemePath {
  @IsId() receipt: string;
}

export class ReceiptsDto extends PageDto {
  @IsOptional() @IsId() household?: string;
  @IsOptional() @IsId() collector?: string;
  /** Both ends inside. */
  @IsOptional() @IsDay() from?: Day;
  @IsOptional() @IsDay() to?: Day;
}
