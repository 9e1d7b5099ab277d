import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import { type Matter, matters, type Organ, organs } from '../governance/governance.types.js';
import { SchemePath } from './membership.dto.js';

export class MandatePath extends SchemePath {
  @IsId() mandate: string;
}
export class AgreementPath extends SchemePath {
  @IsId() agreement: string;
}

export class StartMandateDto {
  @IsId() mandate: string;
  @IsIn(organs) organ: Organ;
  /** President, treasurer, member 3. */
  @IsId() office: string;
  /** Pseudonymous id of whoever serves. */
  @IsId() holder: string;
  @IsDay() from: Day;
  @IsDay() until: Day;
}

export class OnDayDto {
  @IsDay() on: Day;
}

const most = 1_000_000;
export class HoldMeetingDto {
  @IsId() meeting: string;
  @IsIn(organs) organ: Organ;
  @IsDay() heldOn: Day;
  @IsInt() @Min(1) @Max(most) called: number;
  @IsInt() @Min(0) @Max(most) present: number;
  /** Basis points of those called; 5000 is half. */
  @IsInt() @Min(0) @Max(10_000) quorum_bps: number;
}

export class RecordResolutionDto {
  @IsId() decision: string;
  @IsId() meeting: string;
  @IsIn(matters) matter: Matter;
  @IsInt() @Min(0) @Max(most) inFavour: number;
  @IsInt() @Min(0) @Max(most) against: number;
  @IsInt() @Min(0) @Max(most) abstained: number;
}

export class DutyDto {
  @IsId() duty: string;
  @IsLine(200) what: string;
  @IsDay() dueOn: Day;
}

export class SignAgreementDto {
  @IsId() agreement: string;
  @IsId() partner: string;
  @IsLine(200) subject: string;
  @IsDay() from: Day;
  @IsDay() until: Day;
  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => DutyDto) duties: DutyDto[];
}

export class FulfilDutyDto {
  @IsId() duty: string;
  @IsDay() on: Day;
}

export class GovernanceOnDto {
  /** Today unless said. */
  @IsOptional() @IsDay() on?: Day;
}
