import { type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { AmendClaim } from '../claim/amendment/decide-amendment.js';
import type { CancelClaimDto } from './amendments.dto.js';
import type { InvoiceDto } from './claims.dto.js';
import { receivedNow, submissionOf } from './submission.js';

/** The corrected claim is received on the day it is told, also when it then waits for the one it corrects. */
export const correctionOf = (scheme: string, claim: string, dto: InvoiceDto, by: Metadata): AmendClaim => {
  receivedNow(dto, by);
  const asked = submissionOf(scheme, dto);
  const request = {
    ...asked,
    claim: { ...asked.claim, receivedOn: asked.claim.receivedOn ?? dayIn('UTC', by.recordedAt) },
  };
  const { provider, beneficiary: person } = dto;
  return new AmendClaim({ claim, scheme, provider, person }, { kind: 'correction', request }, by);
};

export const cancellationOf = (scheme: string, claim: string, dto: CancelClaimDto, by: Metadata): AmendClaim => {
  const { provider, beneficiary: person, reason } = dto;
  return new AmendClaim({ claim, scheme, provider, person }, { kind: 'cancellation', reason }, by);
};
