import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsTimeZone,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { currencies, type Currency, type Day } from '#kernel';
import { IsDay, IsId, IsLine, IsSchemeId } from '#platform';
import { type Relation, relations } from '../household/household.types.js';
import { type HouseholdStatus, householdStatuses } from '../projections/household.entity.js';

export { HouseholdPath, PersonPath, ProductPath, SchemePath } from '#platform';

export class RegisterSchemeDto {
  @IsSchemeId() scheme: string;
  @IsLine(200) name: string;
  @IsId() federation: string;
  @IsIn(currencies) currency: Currency;
  /** IANA name; UTC, the time of most of West Africa, unless said. */
  @IsOptional() @IsTimeZone() timezone?: string;
}

export class OpenSectionDto {
  @IsId() section: string;
  @IsLine(200) name: string;
}

/** A version may be written as a number. */
const asText = ({ value }: { readonly value: unknown }): unknown => (typeof value === 'number' ? String(value) : value);

export class PublishCoverRulesDto {
  @Transform(asText) @IsId() version: string;
  @IsDay() effectiveFrom: Day;
  @IsInt() @Min(1) @Max(60) coverMonths: number;
  @IsInt() @Min(0) @Max(366) graceDays: number;
  @IsInt() @Min(0) @Max(366) newbornDeclarationDays: number;
  /** 30 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(366) backdatingDays?: number;
  /** Number of the adopted decision that these rules rest on. */
  @IsOptional() @IsId() decision?: string;
  /** 60 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(366) renewalOpensDaysBefore?: number;
}

/** A paper entered long after its date needs a second person. */
export class ApprovableDto {
  @IsOptional() @IsId() approvedBy?: string;
}

export class PersonDto {
  @IsId() person: string;
  @IsLine(200) name: string;
  @IsIn(['F', 'M']) sex: 'F' | 'M';
  @IsDay() birthDate: Day;
  @IsIn(relations) relation: Relation;
}

export class EnrolHouseholdDto extends ApprovableDto {
  @IsId() household: string;
  @IsId() product: string;
  @IsId() section: string;
  @IsId() policyholder: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PersonDto)
  persons: PersonDto[];
  @IsDay() enrolledOn: Day;
}

export class AddPersonDto extends PersonDto {
  @IsDay() addedOn: Day;
  @IsOptional() @IsId() approvedBy?: string;
}

export class DeclareBirthDto extends ApprovableDto {
  @IsId() person: string;
  @IsLine(200) name: string;
  @IsIn(['F', 'M']) sex: 'F' | 'M';
  @IsDay() bornOn: Day;
  @IsDay() declaredOn: Day;
}

export class RecordDeathDto extends ApprovableDto {
  @IsId() person: string;
  @IsDay() diedOn: Day;
  @IsDay() declaredOn: Day;
}

export class TakeOverCoverDto {
  @IsDay() from: Day;
  @IsDay() to: Day;
  @IsOptional() @IsDay() waitingFrom?: Day;
}

export class GrantTargetedCoverDto extends ApprovableDto {
  @IsDay() from: Day;
  @IsDay() approvedOn: Day;
  /** Number of the decision that named the household. */
  @IsId() decision: string;
}

export class CancelEnrolmentDto extends ApprovableDto {
  @IsDay() on: Day;
}

export class CloseDayDto {
  @IsDay() day: Day;
}

export class HouseholdsDto {
  @IsOptional() @IsId() section?: string;
  @IsOptional() @IsIn(householdStatuses) status?: HouseholdStatus;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(10_000_000) offset?: number;
}

export class CoverageDto {
  @IsDay() effective: Day;
  /** Only what was recorded by the end of this day counts; today unless said. */
  @IsOptional() @IsDay() knownOn?: Day;
}

export class CoverTimelineDto {
  /** Only what was recorded by the end of this day counts; today unless said. */
  @IsOptional() @IsDay() knownOn?: Day;
}
