import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { IsId, PageDto } from '#platform';
import { type Ground, grounds, type Verdict, verdicts } from '../duplicate/duplicate.types.js';

export class SideDto {
  @IsId() household: string;
  @IsId() person: string;
}

export class ProposeDuplicateDto {
  @ValidateNested() @Type(() => SideDto) first: SideDto;
  @ValidateNested() @Type(() => SideDto) second: SideDto;
}

export class DecideDuplicateDto extends ProposeDuplicateDto {
  @IsIn(verdicts) verdict: Verdict;
  @IsIn(grounds) because: Ground;
  /** Number of the minutes, or of the file, that says more. */
  @IsId() reference: string;
}

export class CandidatesDto {
  @IsId() household: string;
  /** All of the household unless said. */
  @IsOptional() @IsId() person?: string;
}

/** `proposed`: nobody has decided yet. */
export const standings = ['proposed', ...verdicts] as const;

export class DuplicatesDto extends PageDto {
  @IsOptional() @IsIn(standings) status?: (typeof standings)[number];
}
