import { IsIn, IsOptional } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import { type ComplaintKind, complaintKinds, type ComplaintOutcome } from '../provider/complaint/complaint.types.js';
import { ProviderPath } from './catalogue.dto.js';

export class ComplaintPath extends ProviderPath {
  @IsId() complaint: string;
}

export class FileComplaintDto {
  @IsId() complaint: string;
  @IsIn(complaintKinds) kind: ComplaintKind;
  @IsDay() happenedOn: Day;
  /** Who complains; may stay unsaid. */
  @IsOptional() @IsId() person?: string;
  @IsLine(2000) words: string;
}

export class AnswerComplaintDto {
  @IsIn(['founded', 'unfounded', 'withdrawn']) outcome: ComplaintOutcome;
  @IsLine(2000) answer: string;
}

export class ComplaintsDto {
  @IsOptional() @IsIn(['open', 'founded', 'unfounded', 'withdrawn']) status?: 'open' | ComplaintOutcome;
}
