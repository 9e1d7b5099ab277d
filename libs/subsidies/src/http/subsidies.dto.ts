import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, PageDto, SchemePath } from '#platform';
import type { ClawbackCause } from '../fund/fund.events.js';

export { SchemePath } from '#platform';

export class RequestSubsidyDto {
  @IsId() fund: string;
  @IsId() household: string;
  @IsInt() @Min(1) @Max(10_000) term: number;
  @IsInt() @Min(1) @Max(1_000) persons: number;
  @IsAmount({ atLeast: 1 }) perPerson: Minor;
  @IsIn(currencies) currency: Currency;
  @IsDay() requestedOn: Day;
}

export class CommitReservationDto {
  @IsDay() committedOn: Day;
}

export class ReleaseReservationDto {
  @IsDay() releasedOn: Day;
}

export class ClawBackDto {
  @IsId() person: string;
  @IsIn(['death', 'duplicate']) cause: ClawbackCause;
  @IsInt() @Min(1) @Max(120) unearnedMonths: number;
  @IsInt() @Min(1) @Max(120) months: number;
  @IsDay() clawedBackOn: Day;
}

export class TermPath extends SchemePath {
  @IsId() household: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(10_000) term: number;
}

export class SubsidiesDto extends PageDto {
  @IsOptional() @IsId() household?: string;
  @IsOptional() @IsId() fund?: string;
  @IsOptional() @IsIn(['waiting', 'partly-reserved', 'reserved', 'committed', 'released', 'declined']) status?: string;
}
