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
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsSchemeId } from '#platform';
import { WindowDto } from './days.dto.js';
import { FundPath } from './funds.dto.js';

class EnvelopePartDto {
  /** Every act, unless said. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) acts?: string[];
  /** Of the act itself, before the scheme's share, unless said. */
  @IsOptional() @IsIn(['act', 'copay']) of?: 'act' | 'copay';
  @IsInt() @Min(1) @Max(100) percent: number;
}

export class GrantEnvelopeDto {
  @IsSchemeId() scheme: string;
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => EnvelopePartDto)
  parts: EnvelopePartDto[];
  /** By day of care. */
  @IsObject() @ValidateNested() @Type(() => WindowDto) window: WindowDto;
  /** Every household of the scheme, unless said; only where no part names acts. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5_000)
  @ArrayUnique()
  @IsId({ each: true })
  households?: string[];
  /** Several funders pay in this order, the lowest first; 1 unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(100) priority?: number;
  /** Today, unless said. */
  @IsOptional() @IsDay() grantedOn?: Day;
}

export class CloseEnvelopeDto {
  /** Today, unless said. */
  @IsOptional() @IsDay() closedOn?: Day;
}

export class EnvelopePath extends FundPath {
  @IsSchemeId() scheme: string;
}
