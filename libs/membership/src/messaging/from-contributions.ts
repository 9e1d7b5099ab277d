import type { ContributionsMessage } from '#contributions/contracts';
import { type Inbox, request } from '#messaging';
import { DecideHousehold } from '../household/decide-household.js';

/** Whether a household has paid decides whether its persons are covered. */
export const fromContributions: Inbox<ContributionsMessage> = {
  name: 'membership.from_contributions.v1',
  shard: 'membership',
  topic: 'contributions',
  on: {
    'contributions.entitlement-opened.v1': ({ cause: origin, data: { household, term, metOn, persons } }) => [
      request(
        'open',
        by => new DecideHousehold(household, { type: 'NoteEntitlementOpened', term, metOn, persons, origin }, by),
      ),
    ],
    'contributions.entitlement-suspended.v1': ({ cause: origin, data: { household, term, from } }) => [
      request(
        'suspend',
        by => new DecideHousehold(household, { type: 'NoteEntitlementSuspended', term, from, origin }, by),
      ),
    ],
    'contributions.entitlement-resumed.v1': ({ cause: origin, data: { household, term, from } }) => [
      request(
        'resume',
        by => new DecideHousehold(household, { type: 'NoteEntitlementResumed', term, from, origin }, by),
      ),
    ],
    'contributions.entitlement-withdrawn.v1': ({
      cause: origin,
      effectiveAt: on,
      data: { household, term, because },
    }) => [
      request(
        'withdraw',
        by => new DecideHousehold(household, { type: 'NoteEntitlementWithdrawn', term, because, on, origin }, by),
      ),
    ],
  },
};
