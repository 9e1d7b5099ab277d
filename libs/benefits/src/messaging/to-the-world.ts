import { dayIn } from '#kernel';
import type { Publication } from '#messaging';
import type { ClaimEvent } from '../claim/claim.events.js';
import type { BenefitsMessage } from '../contracts/index.js';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';

/** Outcomes and sums, once decided. What was treated, and why it was refused, stays here. */
export const toTheWorld: Publication<ClaimEvent | RemittanceEvent | ProgrammeEvent, BenefitsMessage> = {
  shard: 'benefits',
  on: {
    'benefits.ClaimAdjudicated': ({ data }) => {
      const { claim, household, provider, status, currency, amounts, decision, governs } = data;
      const told = { claim, household, provider, status, currency, decision };
      return [
        {
          type: 'benefits.claim-decided.v1',
          data: { ...told, schemeShare: amounts.scheme, serviceDate: governs },
        },
      ];
    },
    'benefits.ClaimReversed': ({ data: { claim, household, provider, currency, decision, governs } }) => [
      {
        type: 'benefits.claim-decided.v1',
        data: {
          claim,
          household,
          provider,
          status: 'reversed',
          currency,
          schemeShare: 0,
          decision,
          serviceDate: governs,
        },
      },
    ],
    'benefits.EnvelopeDrawn': ({ data: { envelope, currency, spent, closed, told, ofUse }, effectiveAt: on }) => {
      const draw = told && { ...told, amount: ofUse };
      const data = { envelope, currency, spent, closed, on, ...(draw && { draw }) };
      return [{ type: 'benefits.envelope-used.v1', data }];
    },
    // What was spent until the fund took the rest back: with it, the fund knows the rest.
    'benefits.EnvelopeNoted': ({ data: { envelope, currency, spent, closed }, recorded: { recordedAt } }) =>
      closed
        ? [
            {
              type: 'benefits.envelope-used.v1',
              data: { envelope, currency, spent, closed, on: dayIn('UTC', recordedAt) },
            },
          ]
        : [],
    'benefits.RemittanceIssued': ({ data: { remittance, provider, currency, net, issuedOn } }) => [
      { type: 'benefits.remittance-issued.v1', data: { remittance, provider, currency, net, issuedOn } },
    ],
    // Who approved is the scheme's own affair.
    'benefits.RemittanceApproved': ({ data: { remittance, provider, currency, net, approvedOn } }) => [
      { type: 'benefits.remittance-approved.v1', data: { remittance, provider, currency, net, approvedOn } },
    ],
    'benefits.RemittancePaid': ({ data: { remittance, provider, currency, net, paidOn, reference } }) => [
      { type: 'benefits.remittance-paid.v1', data: { remittance, provider, currency, net, paidOn, reference } },
    ],
  },
};
