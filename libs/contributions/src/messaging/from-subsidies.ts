import type { SubsidiesMessage } from '#subsidies/contracts';
import { type Inbox, request } from '#messaging';
import { DecideAccount } from '../account/decide-account.js';

/** What a fund sets aside decides what is left to the member. */
export const fromSubsidies: Inbox<SubsidiesMessage> = {
  name: 'contributions.from_subsidies.v1',
  shard: 'contributions',
  topic: 'subsidies',
  on: {
    'subsidies.subsidy-reserved.v1': ({ data: { household, fund, term, amount, served, waiting, reason, on } }) => [
      request('reserved', by => {
        const answer = { fund, term, amount, served, waiting, reason, on };
        return new DecideAccount(household, { type: 'NoteSubsidyReserved', ...answer }, by);
      }),
    ],
    'subsidies.subsidy-released.v1': ({ data: { household, fund, term, on } }) => [
      request('released', by => new DecideAccount(household, { type: 'NoteSubsidyReleased', fund, term, on }, by)),
    ],
  },
};
