import { type Policy, request } from '#messaging';
import { isCapitationLine } from '../capitation/capitation.decider.js';
import type { Metadata } from '#eventstore';
import type { MarkRemitted } from '../claim/claim.commands.js';
import { remittedFor } from '../claim/claim.types.js';
import { DecideClaim } from '../claim/decide-claim.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';

/** A claim that the remittance pays for another scheme is marked there. */
const marked = (line: string, mark: Omit<MarkRemitted, 'type' | 'claim'>, metadata: Metadata): DecideClaim => {
  const elsewhere = remittedFor(line);
  const by = elsewhere ? { ...metadata, scheme: elsewhere.scheme } : metadata;
  return new DecideClaim({ type: 'MarkRemitted', claim: elsewhere?.claim ?? line, ...mark }, by);
};

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
          const mark = { remittance, amount, remittedOn: issuedOn };
          return marked(claim, mark, metadata);
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
          return marked(claim, { remittance, amount, remittedOn, undone: true }, metadata);
        }),
      );
    },
  },
};
