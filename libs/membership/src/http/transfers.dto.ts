import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsSchemeId } from '#platform';
import { type Relation, relations } from '../household/household.types.js';
import { ApprovableDto, SchemePath } from './membership.dto.js';

export class TransferPath extends SchemePath {
  @IsId() transfer: string;
}

export class TransferPersonsDto extends ApprovableDto {
  /** Number of the transfer: the federation's. */
  @IsId() transfer: string;
  @IsSchemeId() toScheme: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsId({ each: true }) persons: string[];
  /** First day in the new scheme. */
  @IsDay() on: Day;
}

export class RelationDto {
  @IsId() person: string;
  @IsIn(relations) relation: Relation;
}

export class ReceiveTransferDto {
  @IsId() household: string;
  @IsId() product: string;
  @IsId() section: string;
  @IsOptional() @IsId() policyholder?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => RelationDto)
  relations?: RelationDto[];
}
