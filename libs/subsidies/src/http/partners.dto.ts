import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import { type Need, needs } from '../partner/partner.events.js';
import { SchemePath } from './subsidies.dto.js';

class PeriodDto {
  @IsDay() from: Day;
  @IsDay() to: Day;
}

export class RegisterPartnerDto {
  @IsId() partner: string;
  @IsLine(200) name: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(needs, { each: true }) needs: Need[];
  /** Whether there is a contract, and so a quota; not so unless said. */
  @IsOptional() @IsBoolean() formal?: boolean;
  /** Today, unless said. */
  @IsOptional() @IsDay() registeredOn?: Day;
}

export class PartnerPath {
  @IsId() partner: string;
}

export class PartnerQuotaDto {
  @IsId() quota: string;
  @IsObject() @ValidateNested() @Type(() => PeriodDto) period: PeriodDto;
  @IsInt() @Min(1) @Max(1_000_000) households: number;
  /** Today, unless said. */
  @IsOptional() @IsDay() agreedOn?: Day;
}

export class WaitingReferralsDto {
  @IsDay() on: Day;
}

export class ReferHouseholdDto {
  @IsId() referral: string;
  @IsId() partner: string;
  @IsId() household: string;
  @IsIn(needs) need: Need;
  /** Decision of the identification committee. */
  @IsId() decision: string;
  @IsDay() identifiedOn: Day;
}

export class ReferralPath extends SchemePath {
  @IsId() partner: string;
  @IsId() referral: string;
}

export class AcceptReferralDto {
  @IsDay() acceptedOn: Day;
}

export class CloseReferralDto {
  @IsBoolean() done: boolean;
  @IsDay() closedOn: Day;
}
