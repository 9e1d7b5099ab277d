import type { HouseholdEvent } from './household.events.js';
import type { Identity } from './household.types.js';

type Told = Pick<HouseholdEvent, 'type' | 'sealed'>;

/** Who the persons of a household are, as far as it can still be read: a destroyed key leaves no name. */
export const identitiesIn = (events: Iterable<Told>): Readonly<Record<string, Identity>> => {
  const known: Record<string, Identity> = {};
  for (const { type, sealed } of events) {
    if (!persons.has(type)) continue;
    for (const [person, { value }] of Object.entries(sealed ?? {})) if (value) known[person] = value as Identity;
  }
  return known;
};

/** Events whose sealed fields are persons of the household; others name guardians and payers. */
const persons: ReadonlySet<string> = new Set([
  'membership.HouseholdEnrolled',
  'membership.PersonAdded',
  'membership.BirthDeclared',
  'membership.PersonReceived',
]);
