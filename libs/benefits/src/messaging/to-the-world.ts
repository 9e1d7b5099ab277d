import { dayIn } from '#kernel';
import type { Publication } from '#messaging';
import type { RecordedEvent } from '#eventstore';
import type { ClaimAdjudicated, ClaimEvent, ClaimReversed } from '../claim/claim.events.js';
import type { BenefitsMessage } from '../contracts/index.js';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';

/** What a decision changes of what is owed to the scheme that paid for a member away from home. */
const owedToHost = ({ data, recorded: { recordedAt } }: RecordedEvent<ClaimAdjudicated | ClaimReversed>) => {
  const { claim, decision, scheme: home, host, currency, change } = data;
  if (host === undefined || change.provider === 0) return [];
  const on = dayIn('UTC', recordedAt);
  const owed = { claim, decision, home, host, currency, amount: change.provider, on };
  return [{ type: 'benefits.host-care-owed.v1' as const, data: owed }];
};

/** Outcomes and sums, once decided. What was treated, and why it was refused, stays here. */
export const toTheWorld: Publication<ClaimEvent | RemittanceEvent | ProgrammeEvent, BenefitsMessage> = {
  shard: 'benefits',
  on: {
    'benefits.ClaimAdjudicated': event => {
      const { data } = event;
      const { claim, household, provider, status, currency, amounts, decision, governs } = data;
      const told = { claim, household, provider, status, currency, decision };
      return [
        {
          type: 'benefits.claim-decided.v1',
          data: { ...told, schemeShare: amounts.scheme, serviceDate: governs },
        },
        ...owedToHost(event),
      ];
    },
    'benefits.ClaimReversed': event => {
      const { claim, household, provider, currency, decision, governs: serviceDate } = event.data;
      const told = { claim, household, provider, currency, decision, serviceDate };
      return [
        { type: 'benefits.claim-decided.v1', data: { ...told, status: 'reversed', schemeShare: 0 } },
        ...owedToHost(event),
      ];
    },
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
