import type { Day } from '#kernel';
import { IsDay } from '#platform';

export class CareBetween {
  /** Days of care, both ends inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
}
