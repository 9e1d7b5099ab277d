import { CommandRefused, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import type { SubmittedRequest } from '../claim/claim.requests.js';
import type { InvoiceDto, SubmitClaimDto } from './claims.dto.js';

/** What a claim's body asks for, in the scheme it was sent to. */
export const submissionOf = (scheme: string, dto: InvoiceDto & Pick<SubmitClaimDto, 'resubmits'>): SubmittedRequest => {
  const { claim, provider, beneficiary: person, serviceDate, receivedOn, admittedOn = null, dischargedOn = null } = dto;
  const lines = dto.lines.map(({ act, quantity, unitPrice, item }) => ({
    act,
    quantity,
    unitPrice,
    ...(item === undefined ? {} : { item }),
  }));
  const emergency = dto.emergency ?? false;
  const { resubmits, prescriber } = dto;
  const named = prescriber === undefined ? {} : { prescriber };
  return {
    type: 'SubmitClaim',
    claim: {
      ...{ claim, scheme, provider, person, serviceDate, receivedOn, admittedOn, dischargedOn, emergency },
      ...(dto.host === undefined || dto.host === scheme ? {} : { host: dto.host }),
      ...named,
    },
    ...(resubmits === undefined ? {} : { resubmits }),
    content: { lines, diagnosis: dto.diagnosis ?? null },
  };
};

/** The filing deadline runs to the day the scheme received the claim: its sender cannot say that day was earlier. */
export const receivedNow = (dto: InvoiceDto, { recordedAt }: Metadata): void => {
  const today = dayIn('UTC', recordedAt);
  if (dto.receivedOn !== undefined && dto.receivedOn < today) {
    const facts = { receivedOn: dto.receivedOn, today };
    throw new CommandRefused(refuse('benefits.claim.received_on_not_yours', facts, 'forbidden'));
  }
};
