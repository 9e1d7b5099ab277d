import { Type } from 'class-transformer';
import { IsBooleanString, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId } from '#platform';
import { PageDto } from './funds.dto.js';
import { SchemePath } from './subsidies.dto.js';

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

export class PeriodDto {
  /** Both ends inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
}

/** What the contract would have said otherwise; what is left out is as it was. */
export class SimulationDto {
  /** Requests dated from this day on are heard under the other contract: those of the last year unless said. */
  @IsOptional() @IsDay() from?: Day;
  @IsOptional() @Type(() => Number) @IsAmount({ atLeast: 1 }) perPerson?: Minor;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) percent?: number;
  /** Of what `percent` is taken: `gross` unless said. */
  @IsOptional() @IsIn(['gross', 'residual']) of?: 'gross' | 'residual';
  @IsOptional() @IsBooleanString() wholePersons?: string;
  @IsOptional() @Type(() => Number) @IsAmount({ atLeast: 1 }) capPerHousehold?: Minor;
  @IsOptional() @Type(() => Number) @IsAmount({ atLeast: 1 }) capInAll?: Minor;
  /** One category of household, for a fund that would have been for it alone. */
  @IsOptional() @IsId() category?: string;
  @IsOptional() @IsBooleanString() listedOnly?: string;
}
