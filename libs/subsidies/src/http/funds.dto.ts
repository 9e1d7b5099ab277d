import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
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
import { ageGroups, currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine, IsSchemeId } from '#platform';
import type { Duty } from '../fund/fund.events.js';
import { WindowDto } from './days.dto.js';

export { PageDto } from '#platform';

export class RegisterFunderDto {
  @IsId() funder: string;
  @IsLine(200) name: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() registeredOn?: Day;
}

/** A version may be written as a number. */
const asText = ({ value }: { readonly value: unknown }): unknown => (typeof value === 'number' ? String(value) : value);

class ShareDto {
  @IsIn(['gross', 'residual']) of: 'gross' | 'residual';
  @IsInt() @Min(1) @Max(100) percent: number;
}

class DutyDto {
  @IsId() duty: string;
  @IsIn(['funder', 'federation', 'scheme', 'support']) party: Duty['party'];
  @IsDay() dueOn: Day;
}

/** Completed years: ages at which a group begins, so that who is meant can be told without a birth date. */
class ForPersonsDto {
  @IsOptional() @IsIn(['F', 'M']) sex?: 'F' | 'M';
  @IsOptional() @IsIn(ageGroups) fromAge?: number;
  /** First age outside. */
  @IsOptional() @IsIn(ageGroups) belowAge?: number;
}

export class ContractDto {
  @Transform(asText) @IsId() version: string;
  /** For one person and term; nothing limits it when absent or null, and then `share` says how much. */
  @IsOptional() @IsAmount({ atLeast: 1 }) perPerson?: Minor | null;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ShareDto) share?: ShareDto;
  /** Whether nobody is served in part; not so unless said. */
  @IsOptional() @IsBoolean() wholePersons?: boolean;
  @IsObject() @ValidateNested() @Type(() => WindowDto) window: WindowDto;
  /** Per term; nothing limits it when absent or null. */
  @IsOptional() @IsAmount({ atLeast: 1 }) capPerHousehold?: Minor | null;
  /** For all households together, under this version. */
  @IsOptional() @IsAmount({ atLeast: 1 }) capInAll?: Minor;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsSchemeId({ each: true })
  schemes?: string[];
  /** Categories of household it is for: all unless said. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsId({ each: true })
  categories?: string[];
  /** Villages: all unless said. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  sections?: string[];
  /** Groups that households pay with: all unless said. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) groups?: string[];
  /** Persons of one sex, or of some ages: everybody unless said. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ForPersonsDto) persons?: ForPersonsDto;
  /** Providers whose acts it pays, with `forActs`: all unless said. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  providers?: string[];
  /** Only for households that a committee listed; for all unless said. */
  @IsOptional() @IsBoolean() listedOnly?: boolean;
  /** Whether it pays acts, through envelopes, and no contribution; not so unless said. */
  @IsOptional() @IsBoolean() forActs?: boolean;
  /** Whether unearned months come back; not so unless said. */
  @IsOptional() @IsBoolean() clawback?: boolean;
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => DutyDto) duties?: DutyDto[];
}

export class OpenFundDto {
  @IsId() fund: string;
  @IsId() funder: string;
  @IsIn(currencies) currency: Currency;
  @IsObject() @ValidateNested() @Type(() => ContractDto) contract: ContractDto;
}

export class AmendFundDto {
  @IsDay() effectiveFrom: Day;
  @IsObject() @ValidateNested() @Type(() => ContractDto) contract: ContractDto;
}

export class SimulateContractDto {
  /** A contract as it would be agreed on. */
  @IsObject() @ValidateNested() @Type(() => ContractDto) contract: ContractDto;
  /** Requests dated from this day on are heard under it; all that were ever made, unless said. */
  @IsOptional() @IsDay() from?: Day;
}

export class RecordFundingDto {
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() receivedOn: Day;
  /** The invoice it pays, if any. */
  @IsOptional() @IsId() invoice?: string;
}

export class RecordPledgeDto {
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() pledgedOn: Day;
}

export class DrawUpInvoiceDto {
  @IsId() invoice: string;
  @IsDay() drawnUpOn: Day;
  @IsDay() dueOn: Day;
}

export class AcknowledgeInvoiceDto {
  @IsAmount() amount: Minor;
  @IsDay() acknowledgedOn: Day;
}

export class SettleFundDto {
  @IsId() reference: string;
  @IsDay() settledOn: Day;
}

class ListedHouseholdDto {
  @IsSchemeId() scheme: string;
  @IsId() household: string;
}

export class ListBeneficiariesDto {
  /** Number of the committee's minutes. */
  @IsId() decision: string;
  @IsDay() decidedOn: Day;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  @Type(() => ListedHouseholdDto)
  households: ListedHouseholdDto[];
}

export class DutyMetDto {
  @IsId() duty: string;
  @IsDay() metOn: Day;
}

export class AgreeCofundingDto {
  @IsId() cofunding: string;
  /** By priority: the first pays first. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsId({ each: true }) funds: string[];
  @IsDay() effectiveFrom: Day;
}

export class CofundingPath {
  @IsId() cofunding: string;
}

export class FundPath {
  @IsId() fund: string;
}

export class InvoicePath extends FundPath {
  @IsId() invoice: string;
}

export class FunderPath {
  @IsId() funder: string;
}
