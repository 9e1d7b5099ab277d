import { acceptIn, type JointDecider, nothingToDo } from '#kernel';
import type { BeneficiaryEvent } from '../beneficiary/beneficiary.events.js';
import { beneficiaryFold, type BeneficiaryState } from '../beneficiary/beneficiary.state.js';
import { decidesAlike } from './cover.state.js';
import type { NoteCover } from './household.commands.js';
import { claimsInOrder, householdFold } from './household.state.js';
import { type HouseholdStream, type OtherHouseholds, othersIn } from './other-households.state.js';

export type NoteCoverStreams = {
  readonly household: HouseholdStream;
  readonly beneficiary: { readonly event: BeneficiaryEvent; readonly state: BeneficiaryState };
} & OtherHouseholds;

/**
 * Notes a person's cover and names the claims it changes: those whose eligibility on their day is another now, and
 * those that waited because nobody knew the person. Claims under the person's other products are looked at too: the
 * product that comes first may be another now. An older telling than the one noted changes nothing.
 */
export const noteCoverDecider: JointDecider<NoteCover, NoteCoverStreams, never> = {
  folds: { household: householdFold, beneficiary: beneficiaryFold },

  decide(
    { household: id, scheme, person, cover, because, origin, effectiveAt },
    { household, beneficiary, ...others },
  ) {
    const known = household.cover.get(person);
    if (known && known.revision >= cover.revision) return nothingToDo;
    // The first note from a household says that the person is there now; later ones only keep its picture current,
    // so that the household someone left does not take them back.
    const joins = !known && (beneficiary.household !== id || beneficiary.scheme !== scheme);
    const waited = joins ? beneficiary.awaited.filter(claim => claim.scheme === scheme) : [];
    const reconsider = claimsInOrder(
      [household, ...othersIn(others)],
      booking => booking.person === person && !decidesAlike(known, cover, booking.governs),
      waited,
    );
    return acceptIn({
      household: [
        {
          type: 'benefits.CoverNoted',
          version: 1,
          effectiveAt,
          data: { household: id, scheme, person, cover, because, origin, reconsider },
        },
      ],
      ...(joins ? { beneficiary: [linked(person, id, scheme, effectiveAt)] } : {}),
    });
  },
};

const linked = (person: string, household: string, scheme: string, effectiveAt: string): BeneficiaryEvent => ({
  type: 'benefits.BeneficiaryLinked',
  version: 1,
  effectiveAt,
  data: { person, household, scheme },
});
