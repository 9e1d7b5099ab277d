import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine } from '#platform';
import type { Ruling } from '../claim/claim.types.js';
import { type ReviewCause, reviewCauses } from '../claim/review/review.events.js';
import { PageDto, SchemePath } from './catalogue.dto.js';

export class OpenReviewDto {
  @IsLine(500) reason: string;
}

export class RulingDto {
  /** 1, 2, 3, … in the claim. */
  @IsInt() @Min(1) @Max(200) line: number;
  @IsIn(['accept', 'reject', 'reduce', 'exception']) ruling: Ruling['ruling'];
  /** For `reduce`: recognised for at most this; for `exception`: paid at most this. */
  @IsOptional() @IsAmount() to?: Minor;
  @IsLine(500) note: string;
}

export class DecideReviewDto {
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RulingDto)
  rulings: RulingDto[];
  @IsOptional() @IsLine(500) reason?: string;
}

export class ReleaseReviewsDto {
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) claims: string[];
  @IsLine(500) reason: string;
}

export class AssignReviewsDto {
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) claims: string[];
  /** Pseudonymous id of who is to look at them. */
  @IsLine(200) to: string;
}

export class AppealClaimDto {
  @IsLine(2000) grounds: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() filedOn?: Day;
}

export class DecideAppealDto {
  @IsIn(['accepted', 'rejected']) outcome: 'accepted' | 'rejected';
  @IsLine(2000) reason: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RulingDto)
  rulings?: RulingDto[];
}

export class RecordFeedbackDto {
  @IsId() feedback: string;
  @IsBoolean() careReceived: boolean;
  /** What the member says they paid. */
  @IsOptional() @IsAmount() paid?: Minor;
  /** From 1 (not at all) to 5 (fully). */
  @IsOptional() @IsInt() @Min(1) @Max(5) satisfaction?: number;
  @IsOptional() @IsLine(2000) words?: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() toldOn?: Day;
}

export class ReviewsDto extends PageDto {
  @IsOptional() @IsIn(['open', 'decided', 'withdrawn']) status?: 'open' | 'decided' | 'withdrawn';
  @IsOptional() @IsIn(reviewCauses) because?: ReviewCause;
  @IsOptional() @IsId() provider?: string;
  @IsOptional() @IsId() assignee?: string;
  /** The last claim of the page before: pages deep in the queue come as fast as the first. */
  @IsOptional() @IsId() after?: string;
}

export class SamplePath extends SchemePath {
  @IsId() sample: string;
}

export class DrawSampleDto {
  @IsId() sample: string;
  @IsOptional() @IsId() provider?: string;
  /** Days of service, both inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
  /** How many claims are drawn. */
  @IsInt() @Min(1) @Max(1000) size: number;
  /** Said by whoever draws, before they know the claims: a number from a lottery, for instance. */
  @IsLine(100) seed: string;
}
