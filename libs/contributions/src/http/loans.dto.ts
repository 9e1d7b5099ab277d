import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine } from '#platform';
import { type RevocationCause, revocationCauses } from '../account/loan/loan.events.js';
import { HouseholdPath } from './contributions.dto.js';

export class LoanPath extends HouseholdPath {
  @IsId() loan: string;
}

class LoanInstalmentDto {
  @IsDay() dueOn: Day;
  @IsAmount({ atLeast: 1 }) amount: Minor;
}

export class AgreeLoanDto {
  @IsId() loan: string;
  @IsId() lender: string;
  /** The scheme's agreement with the lender, by its number. */
  @IsId() agreement: string;
  /** What is paid to the scheme. */
  @IsAmount({ atLeast: 1 }) principal: Minor;
  /** Interest, fees and whatever else the household pays beside it, in all. */
  @IsAmount() cost: Minor;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => LoanInstalmentDto)
  instalments: LoanInstalmentDto[];
  @IsDay() agreedOn: Day;
  /** Days after its day on which an unpaid instalment may be called a default; 90 unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(365) defaultAfterDays?: number;
  @IsId() approvedBy: string;
}

export class DisburseLoanDto {
  /** The bank's. */
  @IsLine(64) reference: string;
  @IsDay() disbursedOn: Day;
  @IsId() approvedBy: string;
}

export class RecordRepaymentDto {
  @IsId() repayment: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() paidOn: Day;
}

export class DeclareDefaultDto {
  @IsDay() on: Day;
  @IsLine(100) decision: string;
  @IsId() approvedBy: string;
}

export class RevokeLoanDto {
  @IsIn(revocationCauses) because: RevocationCause;
  @IsDay() on: Day;
  @IsId() approvedBy: string;
}

export class LoansDto {
  /** Today, unless said. */
  @IsOptional() @IsDay() asOf?: Day;
}
