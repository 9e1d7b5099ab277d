import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsSchemeId } from '#platform';

const wholeNumber = (): PropertyDecorator => Type(() => Number);

export class ReadingsPageDto {
  /** 100 unless said; the newest first. */
  @IsOptional() @wholeNumber() @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @wholeNumber() @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}

export class ReadingsDto extends ReadingsPageDto {
  /** Readings asked for in this scheme; with a person, the scheme the person belongs to. */
  @IsOptional() @IsSchemeId() scheme?: string;
  @IsOptional() @IsId() person?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9:_.@-]{1,64}$/) actor?: string;
  /** Both days inside, in UTC. */
  @IsOptional() @IsDay() from?: Day;
  @IsOptional() @IsDay() to?: Day;
}

export class PersonPath {
  @IsId() scheme: string;
  @IsId() person: string;
}
