import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { type Shard, shards } from '#eventstore';
import type { Day } from '#kernel';
import { IsDay, IsId } from '#platform';

/** `membership.household-H1`; of two persons `membership.duplicate-H1/P1~H2/P2`: four ids at most. */
const IsStream = (): PropertyDecorator => Matches(/^[a-z]{1,32}\.[A-Za-z0-9_.~/-]{1,300}$/);
const wholeNumber = (): PropertyDecorator => Type(() => Number);

export class LogPath {
  @IsIn(shards) context: Shard;
}

export class EventPath {
  @IsUUID() event: string;
}

export class DayDto {
  /** Today unless said. */
  @IsOptional() @IsDay() on?: Day;
}

export class ConsistencyDto {
  @wholeNumber() @IsInt() @Min(1) from: number;
  /** The newest checkpoint's unless said. */
  @IsOptional() @wholeNumber() @IsInt() @Min(1) to?: number;
}

export class BrowseDto {
  @IsOptional() @IsIn(shards) context?: Shard;
  @IsOptional() @IsStream() stream?: string;
  @IsOptional() @IsId() person?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9:_.@-]{1,64}$/) actor?: string;
  @IsOptional() @IsUUID() command?: string;
  @IsOptional() @IsUUID() correlation?: string;
  @IsOptional() @Matches(/^[a-z]{1,32}\.[A-Za-z]{1,64}$/) type?: string;
  @IsOptional() @IsDay() recordedFrom?: Day;
  @IsOptional() @IsDay() recordedTo?: Day;
  /** 50 unless said. */
  @IsOptional() @wholeNumber() @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @wholeNumber() @IsInt() @Min(0) @Max(100_000) offset?: number;
}

export class DifferencesDto {
  /** A person or a household. */
  @IsOptional() @IsId() person?: string;
  @IsOptional() @IsStream() stream?: string;
  /** What was known at the end of this day, in UTC … */
  @IsDay() from: Day;
  /** … and at the end of that one. */
  @IsDay() to: Day;
  /** 500 unless said. */
  @IsOptional() @wholeNumber() @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @wholeNumber() @IsInt() @Min(0) @Max(100_000) offset?: number;
}

export class CausesDto {
  @IsStream() stream: string;
  /** The last fact of this type; of any unless said. */
  @IsOptional() @Matches(/^[a-z]{1,32}\.[A-Za-z]{1,64}$/) type?: string;
}
