import type { BenefitsMessage } from '#benefits/contracts';
import { type Inbox, type Request, request } from '#messaging';
import { TellReceivers } from '../receivers/decide-telling.js';

/** What happens to a provider's claims and remittances is told to its receivers, in the order it happened. */
export const fromBenefits: Inbox<BenefitsMessage> = {
  name: 'webhooks.from_benefits.v1',
  shard: 'webhooks',
  topic: 'benefits',
  on: {
    // The household is no business of the receiver's: it knows the claim it sent.
    'benefits.claim-decided.v1': message => {
      const { household: _, ...data } = message.data;
      return tell(message, `claim-${data.claim}`, data);
    },
    'benefits.remittance-issued.v1': message => tell(message, `remittance-${message.data.remittance}`, message.data),
    'benefits.remittance-approved.v1': message => tell(message, `remittance-${message.data.remittance}`, message.data),
    'benefits.remittance-paid.v1': message => tell(message, `remittance-${message.data.remittance}`, message.data),
  },
};

const tell = (
  { id, type, scheme, revision, effectiveAt, recordedAt }: BenefitsMessage,
  about: string,
  data: { readonly provider: string },
): readonly Request[] => [
  request('tell', metadata => {
    const notice = { message: id, revision, contract: type, effectiveAt, data };
    return new TellReceivers({ scheme, provider: data.provider, about, recordedAt, notice }, metadata);
  }),
];
