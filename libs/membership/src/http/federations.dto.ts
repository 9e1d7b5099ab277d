import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { Day } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine, IsSchemeId } from '#platform';
import { type AffiliationDues, type Level, levels } from '../federation/federation.types.js';

export class FederationPath {
  @IsId() federation: string;
}

export class RegisterFederationDto {
  @IsSchemeId() federation: string;
  @IsLine(200) name: string;
  @IsIn(levels) level: Level;
  /** Of a higher level; none at the top. */
  @IsOptional() @IsSchemeId() parent?: string;
}

export class AffiliationDuesDto implements AffiliationDues {
  @IsIn(['perBeneficiary', 'flat']) kind: 'perBeneficiary' | 'flat';
  /** A year, in minor units. */
  @IsAmount() amount: number;
}

/** The scheme is named in the body: the federation speaks, and the path is its own. */
export class AffiliateSchemeDto {
  @IsSchemeId() member: string;
  @IsDay() from: Day;
  @ValidateNested() @Type(() => AffiliationDuesDto) dues: AffiliationDuesDto;
  @IsId() decision: string;
}

export class EndAffiliationDto {
  @IsSchemeId() member: string;
  /** Last day. */
  @IsDay() until: Day;
  @IsId() decision: string;
}

export class FederationOnDto {
  /** Today unless said. */
  @IsOptional() @IsDay() on?: Day;
}
