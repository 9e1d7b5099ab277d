import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Day, Minor } from '#kernel';
import { IsAmount, IsDay, IsId, IsLine, IsSchemeId } from '#platform';
import type { ClaimStatus } from '../household/household.types.js';
import { PageDto, SchemePath } from './catalogue.dto.js';

export { PersonPath } from '#platform';

export class ClaimPath extends SchemePath {
  @IsId() claim: string;
}

export class EndpointPath {
  @IsId() endpoint: string;
}

export class DescribePersonDto {
  @IsDay() birthDate: Day;
  @IsIn(['F', 'M']) sex: 'F' | 'M';
  /** What they are to the policyholder: `policyholder`, `spouse`, `child`, `parent`, `other`. */
  @IsIn(['policyholder', 'spouse', 'child', 'parent', 'other']) relation: string;
}

export class ClaimLineDto {
  @IsId() act: string;
  @IsInt() @Min(1) @Max(1000) quantity: number;
  /** @unit minor units */
  @IsAmount() @Max(1_000_000_000) unitPrice: Minor;
  /** The medicine dispensed, where the act dispenses one. */
  @IsOptional() @IsId() item?: string;
}

/** A claim as its sender writes it. */
export class InvoiceDto {
  @IsId() claim: string;
  @IsId() provider: string;
  @IsId() beneficiary: string;
  @IsDay() serviceDate: Day;
  /** The day the scheme received it, for the scheme's staff to say; today otherwise. */
  @IsOptional() @IsDay() receivedOn?: Day;
  @IsOptional() @IsDay() admittedOn?: Day;
  @IsOptional() @IsDay() dischargedOn?: Day;
  @IsOptional() @IsBoolean() emergency?: boolean;
  /** The scheme whose provider treated the member away from home: it pays, and is owed it. */
  @IsOptional() @IsSchemeId() host?: string;
  /** Who prescribed: an order number, or another name that stands for them. */
  @IsOptional() @IsId() prescriber?: string;
  /** ICD-10. */
  @IsOptional() @Matches(/^[A-Z][0-9]{2}(\.[0-9A-Z]{1,4})?$/) diagnosis?: string;
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ClaimLineDto)
  lines: ClaimLineDto[];
}

export class SubmitClaimDto extends InvoiceDto {
  /** A refused or annulled claim of the same provider and beneficiary that this one corrects. */
  @IsOptional() @IsId() resubmits?: string;
}

/** What a provider's system signs and delivers. */
export class DeliveryDto {
  @IsIn(['claim.submitted']) type: 'claim.submitted';
  @IsOptional() @IsISO8601() timestamp?: string;
  @IsObject() @ValidateNested() @Type(() => SubmitClaimDto) data: SubmitClaimDto;
}

export class AmendedDto extends InvoiceDto {
  /** The claim it takes the place of, whether that one has come or not. */
  @IsId() amends: string;
}

export class CancelledDto {
  @IsId() claim: string;
  @IsId() provider: string;
  @IsId() beneficiary: string;
  @IsLine(500) reason: string;
}

/** A provider's system replaces a claim of its own by another. */
export class AmendedDeliveryDto {
  @IsIn(['claim.amended']) type: 'claim.amended';
  @IsOptional() @IsISO8601() timestamp?: string;
  @IsObject() @ValidateNested() @Type(() => AmendedDto) data: AmendedDto;
}

/** A provider's system takes a claim of its own back. */
export class CancelledDeliveryDto {
  @IsIn(['claim.cancelled']) type: 'claim.cancelled';
  @IsOptional() @IsISO8601() timestamp?: string;
  @IsObject() @ValidateNested() @Type(() => CancelledDto) data: CancelledDto;
}

export class ReverseClaimDto {
  @IsLine(500) reason: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() reversedOn?: Day;
}

export class ClaimsDto extends PageDto {
  @IsOptional() @IsId() provider?: string;
  @IsOptional() @IsId() person?: string;
  @IsOptional() @IsId() household?: string;
  @IsOptional() @IsIn(['approved', 'rejected', 'pended', 'reversed']) status?: ClaimStatus;
}

export class AttestSessionDto {
  @IsId() attestation: string;
  @IsId() provider: string;
  @IsId() beneficiary: string;
  @IsId() act: string;
  @IsDay() heldOn: Day;
}

export class RemainingRightsDto {
  /** Today, unless said. */
  @IsOptional() @IsDay() on?: Day;
}

export class IssueRemittancesDto {
  /** Begins the ids of the remittances; each goes on with its provider's. */
  @IsId() batch: string;
  @IsDay() upTo: Day;
  /** Today, unless said. */
  @IsOptional() @IsDay() issuedOn?: Day;
}

export class RejectRemittanceDto {
  @IsLine(500) reason: string;
}

export class IssueRemittanceDto {
  @IsId() remittance: string;
  @IsId() provider: string;
  @IsDay() upTo: Day;
  /** Today, unless said. */
  @IsOptional() @IsDay() issuedOn?: Day;
}
