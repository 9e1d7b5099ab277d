import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine } from '#platform';
import { type ReversalCause, reversalCauses } from '../account/payment/payment.events.js';
import type { PaymentStatus } from '../account/payment/payment.state.js';
import {
  type AssignmentCause,
  assignmentCauses,
  type MissingCause,
  missingCauses,
  type ReturnCause,
  returnCauses,
} from '../account/wallet/wallet.events.js';
import { HouseholdPath, SchemePath } from './contributions.dto.js';

export class PaymentPath extends HouseholdPath {
  @IsId() payment: string;
}

export class HintPath {
  @IsId() reference: string;
  @IsId() code: string;
}

export class ItemPath extends SchemePath {
  @IsId() item: string;
}

export class RequestPaymentDto {
  /** A name for it in the household: the same one asks for nothing twice. */
  @IsId() payment: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  /** International number, +22670000000; whoever pays for the household, near or far. */
  @Matches(/^\+[1-9][0-9]{6,14}$/) payer: string;
}

export class GiveUpPaymentDto {
  @IsId() approvedBy: string;
}

export class ReversePaymentDto {
  @IsIn(reversalCauses) because: ReversalCause;
  @IsDay() reversedOn: Day;
  @IsId() approvedBy: string;
}

export class StatementLineDto {
  @IsLine(128) operatorReference: string;
  /** Ours, or the control number, where the member gave one. */
  @IsOptional() @IsLine(128) reference?: string;
  @IsAmount({ atLeast: 1 }) amount: Minor;
  @IsIn(currencies) currency: Currency;
}

export class CompareStatementDto {
  @IsDay() day: Day;
  /** What the operator's own pages show; asked of the operator unless said. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  @Type(() => StatementLineDto)
  lines?: StatementLineDto[];
}

export class AssignSuspenseDto {
  @IsId() household: string;
  @IsIn(assignmentCauses) because: AssignmentCause;
  @IsId() approvedBy: string;
}

export class ReopenSuspenseDto {
  @IsId() household: string;
  @IsId() approvedBy: string;
}

export class ReturnSuspenseDto {
  @IsIn(returnCauses) because: ReturnCause;
  /** Reference of the payment back. */
  @IsId() voucher: string;
  @IsDay() returnedOn: Day;
  @IsId() approvedBy: string;
}

export class ExplainMissingDto {
  @IsIn(missingCauses) because: MissingCause;
  @IsId() approvedBy: string;
}

const statuses: readonly PaymentStatus[] = [
  'requested',
  'pending',
  'unknown',
  'failed',
  'timed-out',
  'succeeded',
  'reversed',
];

export class PaymentsDto {
  @IsOptional() @IsId() household?: string;
  @IsOptional() @IsIn(statuses) status?: PaymentStatus;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}

export class WalletDto {
  /** Also what was resolved. */
  @IsOptional() @Type(() => String) @IsIn(['true', 'false']) every?: 'true' | 'false';
}
