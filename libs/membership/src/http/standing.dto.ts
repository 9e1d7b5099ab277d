import type { Day } from '#kernel';
import { IsDay, IsId, IsSchemeId } from '#platform';
import { RegisterSchemeDto } from './membership.dto.js';

/** A decision on the scheme itself: its number and the day it takes effect. */
export class StandingDto {
  @IsDay() on: Day;
  @IsId() decision: string;
}

export class FoundSchemeDto extends RegisterSchemeDto {
  /** Day of the founding assembly. */
  @IsDay() on: Day;
  @IsId() decision: string;
}

export class MergeSchemeDto extends StandingDto {
  @IsSchemeId() into: string;
}
