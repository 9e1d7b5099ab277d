import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId } from '#platform';
import { PageDto } from './funds.dto.js';
import { SchemePath } from './subsidies.dto.js';

export class FundingDto {
  /** Only what a receipt, by its reference, was spent on. */
  @IsOptional() @IsId() funding?: string;
}

export class TraceDto extends PageDto {
  /** Only what a receipt, by its reference, was spent on. */
  @IsOptional() @IsId() funding?: string;
}

export class BurnDownDto {
  /** Today, unless said. */
  @IsOptional() @IsDay() on?: Day;
  /** Days from which the pace is taken: 90 unless said. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(3_660) days?: number;
}

export class HouseholdPath extends SchemePath {
  @IsId() household: string;
}
