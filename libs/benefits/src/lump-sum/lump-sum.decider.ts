import { acceptIn, addDays, addMonths, type Day, type JointDecider, type Minor, nothingToDo, refuse } from '#kernel';
import { eligibilityCodes, eligibilityOn } from '../household/cover.state.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdFold, type HouseholdState } from '../household/household.state.js';
import type { PersonCover } from '../household/household.types.js';
import type { LumpSum, PackageVersion } from '../package/package.types.js';
import { LumpSumReason } from './lump-sum.reasons.js';

/** Asks for a sum that is due because something happened. */
export interface RequestLumpSum {
  readonly type: 'RequestLumpSum';
  readonly request: string;
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
  readonly benefit: string;
  readonly payee: string;
  readonly happenedOn: Day;
  readonly requestedOn: Day;
  readonly recordedOn: Day;
  /** Version in force on the day it happened. */
  readonly package: PackageVersion | null;
}

export type LumpSumStreams = {
  readonly household: { readonly event: HouseholdEvent; readonly state: HouseholdState };
};

/**
 * Paid once for a person, by cover and age on the day it happened, outside every ceiling. Who asks second is told that
 * it was paid; who asks too late, that it is too late. The cause is no question here.
 *
 * @refuses benefits.lump_sum.unknown_person nobody knows the person in this scheme
 * @refuses benefits.lump_sum.request_used   the id stands for another request
 * @refuses benefits.lump_sum.not_promised   the package of that day has no such sum
 * @refuses benefits.lump_sum.dated_wrong    it happened, or was asked, after today
 * @refuses benefits.lump_sum.age_unknown    something would be paid, and it depends on an age nobody told
 */
export const lumpSumDecider: JointDecider<RequestLumpSum, LumpSumStreams, LumpSumReason> = {
  folds: { household: householdFold },

  decide(asked, { household }) {
    const { request, scheme, person, benefit, payee, happenedOn, requestedOn, recordedOn, package: version } = asked;
    const cover = household.cover.get(person);
    if (!cover) return refuse(LumpSumReason.unknownPerson, { person }, 'notFound');
    const known = household.lumpSums?.get(request);
    if (known) {
      const same = known.person === person && known.benefit === benefit && known.happenedOn === happenedOn;
      return same ? nothingToDo : refuse(LumpSumReason.requestUsed, { request });
    }
    const promised = version?.lumpSums?.find(sum => sum.benefit === benefit);
    if (!version || !promised) return refuse(LumpSumReason.notPromised, undefined, 'unprocessable');
    if (happenedOn > requestedOn || requestedOn > recordedOn)
      return refuse(LumpSumReason.datedWrong, { happenedOn, requestedOn, recordedOn }, 'unprocessable');
    const reason = stoppedBy(asked, promised, household, cover);
    const bornOn = household.patients.get(person)?.bornOn ?? household.births?.get(person);
    const sum = reason === null ? sumFor(promised, bornOn, happenedOn) : 0;
    if (sum === null) return refuse(LumpSumReason.ageUnknown, { person }, 'unprocessable');
    const { product, version: number, currency } = version;
    const about = { request, household: asked.household, scheme, person, benefit, payee, happenedOn, requestedOn };
    const status = reason === null ? ('approved' as const) : ('rejected' as const);
    const data = { ...about, status, reason, amount: sum, currency };
    return acceptIn({
      household: [
        {
          type: 'benefits.LumpSumDecided',
          version: 1,
          effectiveAt: happenedOn,
          data: { ...data, package: { product, version: number } },
        },
      ],
    });
  },
};

/** In the order of a claim: filing and repetition before cover. What is not paid for these depends on no age. */
const stoppedBy = (
  { person, benefit, happenedOn, requestedOn }: RequestLumpSum,
  { withinDays }: LumpSum,
  household: HouseholdState,
  cover: PersonCover,
): string | null => {
  if (requestedOn > addDays(happenedOn, withinDays)) return 'CLM-002';
  if (paidBefore(household, person, benefit)) return 'CLM-001';
  const eligibility = eligibilityOn(cover, happenedOn);
  return eligibility.status === 'covered' ? null : eligibilityCodes[eligibility.status];
};

const paidBefore = ({ lumpSums }: HouseholdState, person: string, benefit: string): boolean =>
  [...(lumpSums?.values() ?? [])].some(
    sum => sum.person === person && sum.benefit === benefit && sum.status === 'approved',
  );

/** The first amount whose ages fit; null where they tell and the age is not known. */
const sumFor = ({ amounts }: LumpSum, bornOn: Day | undefined, on: Day): Minor | null => {
  for (const { fromMonths, belowMonths, amount } of amounts) {
    if (fromMonths === undefined && belowMonths === undefined) return amount;
    if (bornOn === undefined) return null;
    const oldEnough = fromMonths === undefined || addMonths(bornOn, fromMonths) <= on;
    if (oldEnough && (belowMonths === undefined || on < addMonths(bornOn, belowMonths))) return amount;
  }
  return 0;
};
