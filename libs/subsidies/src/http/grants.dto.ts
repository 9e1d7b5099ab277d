import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine } from '#platform';
import { WindowDto } from './days.dto.js';

class TrancheDto {
  @IsAmount({ atLeast: 1 }) amount: Minor;
  /** Percent of what was released before that must be justified: 0 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(100) afterJustifiedPercent?: number;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @IsLine(100, { each: true }) deliverables?: string[];
}

export class SignGrantDto {
  @IsId() grant: string;
  @IsId() funder: string;
  @IsIn(currencies) currency: Currency;
  /** `community` unless said: most grants serve whole villages, not members only. */
  @IsOptional() @IsIn(['community', 'members']) scope?: 'community' | 'members';
  @IsOptional() @IsArray() @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) villages?: string[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @ArrayUnique() @IsId({ each: true }) categories: string[];
  @IsObject() @ValidateNested() @Type(() => WindowDto) period: WindowDto;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TrancheDto)
  tranches: TrancheDto[];
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsDay({ each: true }) reportsDue?: Day[];
  @IsDay() signedOn: Day;
}

export class GrantPath {
  @IsId() grant: string;
}

export class GrantTrancheDto {
  @IsInt() @Min(1) @Max(50) tranche: number;
  @IsId() reference: string;
  @IsDay() receivedOn: Day;
}

export class GrantExpenseDto {
  /** Number of the voucher. */
  @IsId() expense: string;
  @IsId() category: string;
  @IsOptional() @IsId() village?: string | null;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() spentOn: Day;
}

export class GrantDeliverableDto {
  @IsLine(100) deliverable: string;
  @IsDay() metOn: Day;
}

export class GrantReportDto {
  @IsDay() dueOn: Day;
  @IsDay() submittedOn: Day;
}

export class GrantRepaymentDto {
  @IsId() reference: string;
  @IsDay() repaidOn: Day;
}
