import type { MembershipMessage } from '#membership/contracts';
import { addDays } from '#kernel';
import { type Inbox, request } from '#messaging';
import { DecideReminders } from '../fund/decide-reminders.js';
import { DecideHousehold } from '../household/decide-household.js';
import { DecideWaiting } from '../partner/decide-waiting.js';

/**
 * Where a household lives and what it can bear to pay, when cover runs, and who died: what was paid for months that
 * nobody lives to use goes back where that was agreed.
 */
export const fromMembership: Inbox<MembershipMessage> = {
  name: 'subsidies.from_membership.v1',
  shard: 'subsidies',
  topic: 'membership',
  on: {
    'membership.household-enrolled.v1': ({ scheme, data: { household, section, enrolledOn } }) => [
      request('place', metadata => {
        return new DecideHousehold({ type: 'NotePlace', scheme, household, section, enrolledOn }, metadata);
      }),
    ],

    'membership.persons-counted.v1': ({ scheme, data: { household, bands: joined, on } }) => [
      request('persons', metadata => {
        return new DecideHousehold({ type: 'NotePersons', scheme, household, joined, on }, metadata);
      }),
    ],

    'membership.group-changed.v1': ({ scheme, data: { household, group, joined, on } }) => [
      request('group', metadata => {
        return new DecideHousehold({ type: 'NoteGroup', scheme, household, group, joined, on }, metadata);
      }),
    ],

    'membership.category-assessed.v1': ({ scheme, data: { household, category, decision, from, until } }) => [
      request('category', metadata => {
        const found = { household, category, decision, from, until };
        return new DecideHousehold({ type: 'NoteCategory', scheme, ...found }, metadata);
      }),
    ],

    // Each of the two households learns of the other.
    'membership.duplicate-decided.v1': ({ data: { first, second, same, on } }) =>
      (
        [
          ['first', first, second],
          ['second', second, first],
        ] as const
      ).map(([which, { scheme, household, person }, twin]) =>
        request(`duplicate:${which}`, metadata => {
          return new DecideHousehold({ type: 'NoteDuplicate', scheme, household, person, twin, same, on }, metadata);
        }),
      ),

    // A quota may begin with the day that follows: those who wait for one are sent. And something may be due.
    'membership.day-closed.v1': ({ data: { day } }) => [
      request('waiting', metadata => new DecideWaiting(addDays(day, 1), metadata)),
      request('reminders', metadata => new DecideReminders(addDays(day, 1), metadata)),
    ],

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
