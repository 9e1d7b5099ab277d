import { acceptIn, type Day, type JointDecider, nothingToDo, refuse, within } from '#kernel';
import { eligibilityOn, householdPeriod } from '../household/cover.state.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdFold, type HouseholdState } from '../household/household.state.js';
import { isFor } from '../household/patient.state.js';
import type { CoverSpan } from '../household/household.types.js';
import type { InKind, PackageVersion } from '../package/package.types.js';
import type { StockEvent } from './in-kind.events.js';
import { InKindReason } from './in-kind.reasons.js';
import { stockFold, type StockState } from './stock.state.js';

/** Gives a member something the package promises in kind: a bed net, a vaccination booklet. */
export interface HandOver {
  readonly type: 'HandOver';
  readonly handover: string;
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
  readonly place: string;
  readonly item: string;
  readonly quantity: number;
  readonly handedOverOn: Day;
  readonly recordedOn: Day;
  readonly package: PackageVersion | null;
}

export type HandOverStreams = {
  readonly stock: { readonly event: StockEvent; readonly state: StockState };
  readonly household: { readonly event: HouseholdEvent; readonly state: HouseholdState };
};

/**
 * The place's stock and the household's quota move together: nothing is promised twice on either side.
 *
 * @refuses benefits.in_kind.unknown_person nobody knows the person in this scheme
 * @refuses benefits.in_kind.handover_used  the id stands for another hand-over
 * @refuses benefits.in_kind.dated_wrong    after today
 * @refuses benefits.in_kind.not_covered    on the day
 * @refuses benefits.in_kind.not_promised   by the package of the day
 * @refuses benefits.in_kind.not_for_them   other ages or the other sex; or nobody told them
 * @refuses benefits.in_kind.quota_reached  of the person, or of the household, in the cover period
 * @refuses benefits.in_kind.out_of_stock   the place has fewer
 */
export const handOverDecider: JointDecider<HandOver, HandOverStreams, InKindReason> = {
  folds: { stock: stockFold, household: householdFold },

  decide(asked, { stock, household }) {
    const { handover, scheme, person, place, item, quantity, handedOverOn, recordedOn } = asked;
    const cover = household.cover.get(person);
    if (!cover) return refuse(InKindReason.unknownPerson, { person }, 'notFound');
    const known = household.received?.get(handover);
    if (known) {
      const same = known.person === person && known.item === item && known.quantity === quantity;
      return same ? nothingToDo : refuse(InKindReason.handoverUsed, { handover });
    }
    if (handedOverOn > recordedOn)
      return refuse(InKindReason.datedWrong, { handedOverOn, recordedOn }, 'unprocessable');
    const eligibility = eligibilityOn(cover, handedOverOn);
    if (eligibility.status !== 'covered') return refuse(InKindReason.notCovered, { person }, 'unprocessable');
    const promised = asked.package?.inKind?.find(each => each.item === item);
    if (!promised) return refuse(InKindReason.notPromised, { item }, 'unprocessable');
    const patient = household.patients.get(person);
    if (promised.who && (!patient || !isFor(promised.who, patient, handedOverOn)))
      return refuse(InKindReason.notForThem, { item }, 'unprocessable');
    const left = leftOf(promised, household, asked, eligibility.span);
    if (quantity > left) return refuse(InKindReason.quotaReached, { item, left });
    const inStock = stock.items[item] ?? 0;
    if (quantity > inStock) return refuse(InKindReason.outOfStock, { item, left: inStock });
    const of = { scheme, place, item, quantity };
    return acceptIn({
      stock: [
        {
          type: 'benefits.StockHandedOver',
          version: 1,
          effectiveAt: handedOverOn,
          data: { ...of, left: inStock - quantity, handover, handedOverOn },
        },
      ],
      household: [
        {
          type: 'benefits.ItemReceived',
          version: 1,
          effectiveAt: handedOverOn,
          data: { handover, household: asked.household, person, ...of, receivedOn: handedOverOn },
        },
      ],
    });
  },
};

/** What the person, and the household, may still have in the cover period of the day. */
const leftOf = (
  { perPerson, perHousehold }: InKind,
  household: HouseholdState,
  { person, item, handedOverOn }: HandOver,
  own: CoverSpan,
): number => {
  const whole = householdPeriod(household, own, handedOverOn);
  let [ofPerson, ofAll] = [0, 0];
  for (const received of household.received?.values() ?? []) {
    if (received.item !== item || !within(whole, received.receivedOn)) continue;
    ofAll += received.quantity;
    if (received.person === person && within(own, received.receivedOn)) ofPerson += received.quantity;
  }
  return Math.max(0, Math.min((perPerson ?? Infinity) - ofPerson, (perHousehold ?? Infinity) - ofAll));
};
