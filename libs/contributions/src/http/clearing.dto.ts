import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { currencies, type Currency, type Day } from '#kernel';
import { IsDay, IsId, IsLine, IsSchemeId, SchemePath } from '#platform';
import { type DisputeCause, disputeCauses } from '../clearing/between.events.js';

const month = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

export class BetweenPath extends SchemePath {
  @IsSchemeId() other: string;
}

export class StatementPath extends BetweenPath {
  @IsId() statement: string;
}

export class ClearingLinePath extends BetweenPath {
  @IsId() line: string;
}

export class DrawStatementDto {
  /** YYYY-MM; it must be over. */
  @Matches(month) month: string;
  @IsIn(currencies) currency: Currency;
}

export class DisputeLineDto {
  @IsId() statement: string;
  @IsIn(disputeCauses) because: DisputeCause;
}

export class DecideDisputeDto {
  @IsIn(['owed', 'not-owed']) ruling: 'owed' | 'not-owed';
  /** Of the federation: by what it is found again. */
  @IsLine(100) decision: string;
}

export class NetSchemesDto {
  @IsId() clearing: string;
  @Matches(month) month: string;
  @IsIn(currencies) currency: Currency;
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(30) @IsSchemeId({ each: true }) members: string[];
}

export class ClearingPath {
  @IsId() clearing: string;
}

export class SchemeClearingPath extends SchemePath {
  @IsId() clearing: string;
}

export class SettlementPath extends ClearingPath {
  @IsId() payment: string;
}

export class RequestSettlementDto {
  /** The debtor's treasurer, as the operator knows them: +22670000000. */
  @Matches(/^\+[1-9][0-9]{6,14}$/) payer: string;
}

export class ConfirmTransferDto {
  /** The bank's. */
  @IsLine(64) reference: string;
  @IsDay() paidOn: Day;
  @IsId() approvedBy: string;
}
