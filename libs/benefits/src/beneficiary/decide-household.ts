import type { Decisions } from '#eventstore';
import type { Day } from '#kernel';
import { eligibilityOn } from '../household/cover.state.js';
import { householdFold, householdStream } from '../household/household.state.js';
import { otherStreams } from '../household/other-households.state.js';
import { packageFold, packageStream, type PublishedPackage, versionOn } from '../package/package.state.js';
import { beneficiaryFold, beneficiaryStream, householdsIn } from './beneficiary.state.js';

/** Every household a person has rights in, in the set order of their products; none where nobody knows them. */
export const householdsOf = async (decisions: Decisions, scheme: string, person: string): Promise<readonly string[]> =>
  householdsIn(await decisions.stateOf('benefits', beneficiaryStream(scheme, person), beneficiaryFold), scheme);

/** Streams of a decision over one household, with the person's others beside it. */
export const streamsOver = (own: string, households: readonly string[]) => ({
  household: householdStream(own),
  ...otherStreams(households.filter(other => other !== own).map(householdStream)),
});

/**
 * The household whose product answers for something on a day: the first in force that has it, else the one the person
 * came into last. Null where nobody knows them.
 */
export const answeringHousehold = async (
  decisions: Decisions,
  { scheme, person, on }: { readonly scheme: string; readonly person: string; readonly on: Day },
  has: (governing: PublishedPackage) => boolean,
): Promise<string | null> => {
  const households = await householdsOf(decisions, scheme, person);
  const last = households.at(-1) ?? null;
  for (const household of households) {
    if (household === last) break;
    const { cover } = await decisions.stateOf('benefits', householdStream(household), householdFold);
    const held = cover.get(person);
    if (!held || eligibilityOn(held, on).status !== 'covered') continue;
    const versions = await decisions.stateOf('benefits', packageStream(scheme, held.product), packageFold);
    const governing = versionOn(versions, on);
    if (governing && has(governing)) return household;
  }
  return last;
};
