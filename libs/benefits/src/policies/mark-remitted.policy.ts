import { type Policy, request } from '#messaging';
import { isCapitationLine } from '../capitation/capitation.decider.js';
import { DecideClaim } from '../claim/decide-claim.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';

/** Each claim learns which remittance paid it: a later reversal is then one after payment. */
export const markRemittedPolicy: Policy<RemittanceEvent> = {
  name: 'benefits.mark_remitted.v1',
  shard: 'benefits',
  on: {
    'benefits.RemittanceIssued': ({ data: { remittance, issuedOn, lines } }) => {
      const byClaim = new Map<string, number>();
      for (const { claim, amount } of lines.filter(line => !isCapitationLine(line.claim)))
        byClaim.set(claim, (byClaim.get(claim) ?? 0) + amount);
      return [...byClaim].map(([claim, amount]) =>
        request(`mark:${claim}`, metadata => {
          return new DecideClaim({ type: 'MarkRemitted', claim, remittance, amount, remittedOn: issuedOn }, metadata);
        }),
      );
    },
    // What was not paid after all is no payment that a reversal comes after.
    'benefits.RemittanceRejected': ({ data: { remittance, rejectedOn: remittedOn, lines } }) => {
      const byClaim = new Map<string, number>();
      for (const { claim, amount } of lines.filter(line => !isCapitationLine(line.claim)))
        byClaim.set(claim, (byClaim.get(claim) ?? 0) - amount);
      return [...byClaim].map(([claim, amount]) =>
        request(`unmark:${claim}`, metadata => {
          const mark = { claim, remittance, amount, remittedOn, undone: true } as const;
          return new DecideClaim({ type: 'MarkRemitted', ...mark }, metadata);
        }),
      );
    },
  },
};
