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
    'membership.household-enrolled.v1': ({ data: { household, product, term, persons, enrolledOn, enrolledBy } }) => [
      request('enrolment', by => {
        const note = { product, term, persons, enrolledOn, ...(enrolledBy === undefined ? {} : { enrolledBy }) };
        return new DecideAccount(household, { type: 'NoteEnrolment', ...note }, by);
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
    'membership.person-left.v1': ({ data: { household, person, on } }) => [
      request(`left:${person}`, by => new DecideAccount(household, { type: 'NotePersonLeft', person, on }, by)),
    ],
    // Nobody of it is asked for anything that begins later, as if each had left.
    'membership.household-struck-off.v1': ({ data: { household, on, persons } }) =>
      persons.map(person =>
        request(`left:${person}`, by => new DecideAccount(household, { type: 'NotePersonLeft', person, on }, by)),
      ),
    'membership.transfer-received.v1': ({ data }) => [
      request('transfer', by => {
        const { transfer, fromScheme, fromHousehold, toScheme, toHousehold, on, persons } = data;
        const note = { transfer, toScheme, toHousehold, on, persons };
        // Said by the scheme that receives them, about a household of the one they come from.
        return new DecideAccount(fromHousehold, { type: 'NoteTransferOut', ...note }, { ...by, scheme: fromScheme });
      }),
    ],
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
