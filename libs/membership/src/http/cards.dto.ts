import { IsBase64, IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Day } from '#kernel';
import { HouseholdPath, IsDay, IsId } from '#platform';
import { type CardRevocation, cardRevocations } from '../card/card.types.js';

export class HolderPath extends HouseholdPath {
  @IsId() person: string;
}

export class VerifyCardDto {
  /** As the QR code reads. */
  @IsString() @MaxLength(500) code: string;
}

export class RevokeCardDto {
  /** Number of the card, as it is printed on it. */
  @IsInt() @Min(1) @Max(1_000) issue: number;
  @IsIn(cardRevocations) because: CardRevocation;
  @IsDay() on: Day;
}

export class KeepPhotoDto {
  /** A JPEG, PNG or WebP of up to 675 kB, base64. */
  @IsBase64() @MaxLength(900_000) picture: string;
}
