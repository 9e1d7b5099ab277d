import type { MembershipMessage } from '#membership/contracts';
import { type Inbox, request } from '#messaging';
import { DecideAccount } from '../account/decide-account.js';
import { CloseContributionDay } from '../account/decide-close-day.js';

/** Who joins, renews or leaves decides what is owed. */
export const fromMembership: Inbox<MembershipMessage> = {
  name: 'contributions.from_membership.v1',
  shard: 'contributions',
  topic: 'membership',
  on: {
    'membership.household-enrolled.v1': ({ data: { household, product, term, persons, enrolledOn } }) => [
      request('enrolment', by => {
        return new DecideAccount(household, { type: 'NoteEnrolment', product, term, persons, enrolledOn }, by);
      }),
    ],
    'membership.person-added.v1': ({ data: { household, product, term, person, addedOn, months, charged } }) => [
      request('person', by => {
        const note = { product, term, person, addedOn, months, charged };
        return new DecideAccount(household, { type: 'NotePersonAdded', ...note }, by);
      }),
    ],
    'membership.coverage-changed.v1': ({ data: { household, persons } }) =>
      persons.flatMap(({ person, diedOn }) =>
        diedOn === null
          ? []
          : [
              request(`death:${person}`, by => {
                return new DecideAccount(household, { type: 'NoteDeath', person, diedOn }, by);
              }),
            ],
      ),
    'membership.renewal-opened.v1': ({ data: { household, product, term, from, persons, opensOn } }) => [
      request('renewal', by => {
        return new DecideAccount(household, { type: 'NoteRenewalOpened', product, term, from, persons, opensOn }, by);
      }),
    ],
    'membership.term-started.v1': ({ data: { household, term, from, to, renewalOpensOn } }) => [
      request('started', by => {
        return new DecideAccount(household, { type: 'NoteTermStarted', term, from, to, renewalOpensOn }, by);
      }),
    ],
    'membership.term-abandoned.v1': ({ data: { household, term, on, because } }) => [
      request('abandoned', by => {
        const why = because === 'carriedElsewhere' ? 'carried-elsewhere' : because;
        return new DecideAccount(household, { type: 'NoteTermAbandoned', term, on, because: why }, by);
      }),
    ],
    'membership.day-closed.v1': ({ data: { scheme, day } }) => [
      request('close', by => new CloseContributionDay(scheme, day, by)),
    ],
  },
};
