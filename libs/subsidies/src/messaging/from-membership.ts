import type { MembershipMessage } from '#membership/contracts';
import { type Inbox, request } from '#messaging';
import { DecideHousehold } from '../household/decide-household.js';

/** When cover runs, and who died: what was paid for months that nobody lives to use goes back where that was agreed. */
export const fromMembership: Inbox<MembershipMessage> = {
  name: 'subsidies.from_membership.v1',
  shard: 'subsidies',
  topic: 'membership',
  on: {
    'membership.term-started.v1': ({ scheme, data: { household, term, from, to } }) => [
      request('term', metadata => {
        const period = { from, to };
        return new DecideHousehold({ type: 'NoteTermStarted', scheme, household, term, period }, metadata);
      }),
    ],

    'membership.coverage-changed.v1': ({ scheme, data: { household, persons } }) =>
      persons.flatMap(({ person, diedOn }) =>
        diedOn === null
          ? []
          : [
              request(`death:${person}`, metadata => {
                return new DecideHousehold({ type: 'NoteDeath', scheme, household, person, diedOn }, metadata);
              }),
            ],
      ),
  },
};
