import { Type } from 'class-transformer';
import { IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import {
  type Expulsion,
  expulsions,
  type Parting,
  partings,
  type Succession,
  successions,
} from '../household/household.types.js';
import { ApprovableDto } from './membership.dto.js';

/** Digits, as they are dialled from anywhere: E.164. */
const phoneShape = /^\+[1-9][0-9]{6,14}$/;

export class AssessCategoryDto extends ApprovableDto {
  @IsId() category: string;
  @IsId() source: string;
  @IsId() decision: string;
  @IsDay() assessedOn: Day;
  @IsDay() from: Day;
  @IsOptional() @IsDay() until?: Day;
}

export class LeaveHouseholdDto extends ApprovableDto {
  @IsId() person: string;
  @IsIn(partings) because: Parting;
  @IsDay() on: Day;
}

export class ContactDto {
  @IsLine(200) name: string;
  @IsOptional() @Matches(phoneShape) phone?: string;
}

export class NamePolicyholderDto extends ApprovableDto {
  @IsId() policyholder: string;
  @IsIn(successions) because: Succession;
  @IsDay() on: Day;
  /** Somebody outside the household. */
  @IsOptional() @ValidateNested() @Type(() => ContactDto) guardian?: ContactDto;
}

export class RecordAbsenceDto {
  @IsId() person: string;
  @IsDay() from: Day;
  @IsOptional() @IsDay() until?: Day;
}

export class NameRemotePayerDto extends ContactDto {
  @IsId() payer: string;
  @IsDay() since: Day;
}

export class CreditWaitingDto extends ApprovableDto {
  @IsId() person: string;
  @IsDay() waitingFrom: Day;
  /** Last day of the cover held elsewhere. */
  @IsDay() coveredUntil: Day;
  @IsId() decision: string;
}

export class StrikeOffDto extends ApprovableDto {
  @IsDay() on: Day;
  @IsId() decision: string;
  @IsIn(expulsions) because: Expulsion;
}
