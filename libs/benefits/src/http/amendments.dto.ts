import { IsIn, IsOptional } from 'class-validator';
import { IsId, IsLine } from '#platform';
import type { AmendmentRow } from '../projections/amendment.entity.js';
import { PageDto, SchemePath } from './catalogue.dto.js';
import { InvoiceDto } from './claims.dto.js';

export class AmendsPath extends SchemePath {
  /** The claim that is amended. */
  @IsId() amends: string;
}

/** The claim that takes another's place, under an id of its own. */
export class AmendClaimDto extends InvoiceDto {}

export class CancelClaimDto {
  @IsId() provider: string;
  @IsId() beneficiary: string;
  @IsLine(500) reason: string;
}

export class AmendmentsDto extends PageDto {
  @IsOptional() @IsId() provider?: string;
  @IsOptional()
  @IsIn(['waiting', 'due', 'applied', 'refused', 'expired'])
  status?: AmendmentRow['status'];
}
