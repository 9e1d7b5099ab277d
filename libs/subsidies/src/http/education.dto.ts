import { IsIn, IsInt, Max, Min } from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId } from '#platform';
import { SchemePath } from './subsidies.dto.js';

export class EducationPath extends SchemePath {
  @IsId() account: string;
}

export class OpenEducationAccountDto {
  @IsId() account: string;
  @IsId() household: string;
  @IsId() child: string;
  @IsId() fund: string;
  @IsIn(currencies) currency: Currency;
  @IsDay() openedOn: Day;
}

class OfSchoolYear {
  /** The year in which it begins: 2025 for 2025–2026. */
  @IsInt() @Min(2000) @Max(2199) schoolYear: number;
}

export class DepositSavingsDto extends OfSchoolYear {
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() depositedOn: Day;
}

export class SchoolProofDto extends OfSchoolYear {
  @IsId() proof: string;
  @IsDay() provedOn: Day;
}

export class PaySchoolDto extends OfSchoolYear {
  @IsId() reference: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsDay() paidOn: Day;
}
