import { IsOptional, Max } from 'class-validator';
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId } from '#platform';
import { SchemePath } from './catalogue.dto.js';

export class LetterPath extends SchemePath {
  @IsId() letter: string;
}

export class IssueLetterDto {
  @IsId() letter: string;
  @IsId() provider: string;
  @IsId() beneficiary: string;
  @IsId() act: string;
  /** Most the scheme pays on it. @unit minor units */
  @IsAmount() @Max(1_000_000_000) cap: Minor;
  /** Today, unless said. */
  @IsOptional() @IsDay() issuedOn?: Day;
  /** Last day of admission, inside; fifteen days after the issue unless said. */
  @IsOptional() @IsDay() lastDay?: Day;
}

export class ReleaseLetterDto {
  @IsId() beneficiary: string;
}
