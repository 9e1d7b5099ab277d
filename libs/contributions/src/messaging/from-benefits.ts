import type { BenefitsMessage } from '#benefits/contracts';
import { type Inbox, request } from '#messaging';
import { DecideBetween } from '../clearing/decide-between.js';

/** Care that a scheme paid for another's member is owed to it. What was treated is not told, nor who was. */
export const fromBenefits: Inbox<BenefitsMessage> = {
  name: 'contributions.from_benefits.v1',
  shard: 'contributions',
  topic: 'benefits',
  on: {
    'benefits.host-care-owed.v1': ({ data: { claim, decision, home, host, amount, currency, on } }) => [
      request('owed', by => {
        const reference = `${home}/${claim}/${String(decision)}`;
        const debt = { debtor: home, creditor: host, amount, currency, source: 'host-care', on } as const;
        return new DecideBetween(home, host, { type: 'NoteDebt', ...debt, reference }, { ...by, scheme: home });
      }),
    ],
  },
};
