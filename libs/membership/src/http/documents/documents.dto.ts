import { IsOptional } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId } from '#platform';

export class HouseholdPaperDto {
  /** Today unless said. */
  @IsOptional() @IsDay() on?: Day;
}

export class RegisterDto extends HouseholdPaperDto {
  @IsOptional() @IsId() section?: string;
}

export class CardsDto extends RegisterDto {
  /** Of this household alone. */
  @IsOptional() @IsId() household?: string;
}
