import { Matches, MaxLength } from 'class-validator';
import { IsId } from '#platform';

export class PreviewClaimsDto {
  /** A header and a row per line, parted by commas or semicolons; up to about 5,000 rows. */
  @MaxLength(900_000) @Matches(/\S/) csv: string;
}

export class SubmitClaimsDto extends PreviewClaimsDto {
  @IsId() batch: string;
}
