import type { ContributionsMessage } from '#contributions/contracts';
import { type Inbox, request } from '#messaging';
import { DecideReservation, FollowDues } from '../fund/decide-reservation.js';

/** What happens to a household's dues decides what happens to the money a fund set aside for them. */
export const fromContributions: Inbox<ContributionsMessage> = {
  name: 'subsidies.from_contributions.v1',
  shard: 'subsidies',
  topic: 'contributions',
  on: {
    'contributions.dues-raised.v1': ({
      scheme,
      data: { household, term, currency, persons: named, subsidy, raisedOn },
    }) =>
      subsidy
        ? [
            request('request', metadata => {
              const { fund, perPerson, persons } = subsidy;
              const asked = {
                fund,
                scheme,
                household,
                term,
                persons,
                perPerson,
                currency,
                named,
                requestedOn: raisedOn,
              };
              return new DecideReservation({ type: 'RequestSubsidy', ...asked }, metadata);
            }),
          ]
        : [],

    'contributions.entitlement-opened.v1': ({ scheme, data: { household, term, metOn } }) => [
      request('commit', metadata => {
        return new FollowDues({ type: 'CommitReservation', scheme, household, term, committedOn: metOn }, metadata);
      }),
    ],

    // The dues stand: the household may pay again, and finds the money it was promised.
    'contributions.entitlement-withdrawn.v1': ({ scheme, effectiveAt, data: { household, term } }) => [
      request('undo', metadata => {
        return new FollowDues({ type: 'UndoCommitment', scheme, household, term, undoneOn: effectiveAt }, metadata);
      }),
    ],

    'contributions.dues-cancelled.v1': ({ scheme, data: { household, term, on } }) => [
      request('release', metadata => {
        return new FollowDues({ type: 'ReleaseReservation', scheme, household, term, releasedOn: on }, metadata);
      }),
    ],
  },
};
