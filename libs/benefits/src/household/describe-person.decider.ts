import { acceptIn, type JointDecider, nothingToDo, refuse, seal } from '#kernel';
import type { DescribePerson } from './household.commands.js';
import { PersonReason } from './household.reasons.js';
import { claimsInOrder, householdFold } from './household.state.js';
import { type HouseholdStream, type OtherHouseholds, othersIn } from './other-households.state.js';
import { waitingClaims } from './reconsider.state.js';

export type DescribePersonStreams = {
  readonly household: HouseholdStream;
} & OtherHouseholds;

/**
 * Notes what benefits for children, women or one's own family are decided by. Claims that waited for it are decided
 * again; a correction looks at every claim of the person again.
 *
 * @refuses benefits.person.unknown        nobody knows the person in this scheme
 * @refuses benefits.person.born_in_future the birth is after the day it is told
 */
export const describePersonDecider: JointDecider<DescribePerson, DescribePersonStreams, PersonReason> = {
  folds: { household: householdFold },

  decide({ household: id, scheme, person, patient, describedOn }, { household, ...others }) {
    if (!household.cover.has(person)) return refuse(PersonReason.unknown, { person }, 'notFound');
    if (patient.bornOn > describedOn) return refuse(PersonReason.bornInFuture, { describedOn }, 'unprocessable');
    const known = household.patients.get(person);
    const same = known?.bornOn === patient.bornOn && known.sex === patient.sex && known.relation === patient.relation;
    if (same) return nothingToDo;
    const all = [household, ...othersIn(others)];
    const reconsider = known ? claimsInOrder(all, booking => booking.person === person) : waitingClaims(all, person);
    return acceptIn({
      household: [
        {
          type: 'benefits.PersonDescribed',
          version: 1,
          effectiveAt: describedOn,
          data: { household: id, scheme, person, reconsider },
          sealed: { patient: seal(person, 'identity', patient) },
        },
      ],
    });
  },
};
