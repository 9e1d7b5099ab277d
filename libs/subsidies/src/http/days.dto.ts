import { IsOptional } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay } from '#platform';

/** Both ends inside. */
export class WindowDto {
  @IsDay() from: Day;
  @IsDay() to: Day;
}

export class OnDayDto {
  /** Today, unless said. */
  @IsOptional() @IsDay() on?: Day;
}
