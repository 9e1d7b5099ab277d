import {
  acceptIn,
  addDays,
  type Day,
  earliest,
  type JointDecider,
  nothingToDo,
  refuse,
  seal,
  wholeMonths,
} from '#kernel';
import { bandsOf } from '../bands.js';
import { noCover, opened } from '../cover.js';
import { renewalOpensOn } from '../cover-by-decision.js';
import type { HouseholdContext } from '../household.commands.js';
import { householdDecider } from '../household.decider.js';
import type { HouseholdEvent, Identities } from '../household.events.js';
import { HouseholdReason } from '../household.reasons.js';
import { awaitedTerm, type EnrolledHousehold, lastNumber, lastStarted, memberOf } from '../household.state.js';
import type { Charge, Identity, Relation } from '../household.types.js';
import { isRefusal, rulesInForce } from '../paper-dates.js';
import type { CoverRules } from '../../product/product.state.js';
import type { TransferStreams } from './transfer-out.decider.js';
import { TransferReason } from './transfer.reasons.js';
import { type CarriedPerson, type OpenedTransfer, transferFold } from './transfer.state.js';

export interface ReceiveTransfer extends HouseholdContext {
  readonly household: string;
  readonly product: string;
  readonly section: string;
  readonly sectionOpen: boolean;
  /** Of a household that begins with this transfer; the first of the persons unless said. */
  readonly policyholder?: string;
  /** What they are to the household's policyholder, where it is not what they were before. */
  readonly relations: Readonly<Record<string, Relation>>;
}

/**
 * A scheme receives those another one let go, into a household of its own: a new one, or one it has. What was paid covers
 * them from the day of the move, for as long as it was paid and no longer than the household's own term; waiting goes on.
 *
 * @refuses membership.transfer.unknown also when it is for another scheme
 * @refuses membership.transfer.already_received into another household
 * @refuses membership.transfer.same_household
 * @refuses membership.household.already_enrolled, left, struck_off, section_unknown, no_rules_in_force
 * @refuses membership.household.policyholder_missing, person_already_there
 */
export const receiveTransferDecider: JointDecider<ReceiveTransfer, TransferStreams> = {
  folds: { household: householdDecider, transfer: transferFold },

  decide(command, { household, transfer }) {
    const { household: id, scheme } = command;
    if (transfer.status === 'none' || transfer.toScheme !== scheme)
      return refuse(TransferReason.unknown, undefined, 'notFound');
    if (transfer.status === 'received')
      return transfer.toHousehold === id ? nothingToDo : refuse(TransferReason.alreadyReceived);
    if (transfer.fromHousehold === id) return refuse(TransferReason.sameHousehold, { household: id });
    if (household.status === 'none') {
      const begun = begin(command, transfer);
      return 'outcome' in begun ? begun : acceptIn({ household: begun, transfer: [received(transfer, id)] });
    }
    if (household.scheme !== scheme) return refuse(HouseholdReason.alreadyEnrolled, { household: id });
    if (household.status !== 'enrolled')
      return refuse(household.status === 'left' ? HouseholdReason.left : HouseholdReason.struckOff);
    const there = transfer.persons.find(({ person }) => {
      const member = memberOf(household, person);
      return member !== undefined && member.leftOn === undefined;
    });
    if (there) return refuse(HouseholdReason.personAlreadyThere, { person: there.person });
    return acceptIn({
      household: transfer.persons.map(person => join(person, household, command, transfer)),
      transfer: [received(transfer, id)],
    });
  },
};

const received = (
  { transfer, fromScheme, fromHousehold, toScheme, on, persons }: OpenedTransfer,
  household: string,
) => ({
  type: 'membership.TransferReceived' as const,
  version: 1 as const,
  effectiveAt: on,
  data: {
    ...{ transfer, fromScheme, fromHousehold, toScheme, on },
    toHousehold: household,
    persons: persons.map(({ person, cover }) => ({ person, months: cover?.months ?? 0 })),
  },
});

/** Who they are, as far as it can still be read. */
const named = ({ identities }: OpenedTransfer, persons: readonly string[]): { readonly sealed: Identities } => ({
  sealed: Object.fromEntries(
    persons.flatMap(person => {
      const identity = identities[person];
      return identity ? [[person, seal<Identity>(person, 'identity', identity)] as const] : [];
    }),
  ),
});

/** The carried cover as a stretch of this household, from the day of the move. */
const stretch = (
  { person, cover }: CarriedPerson,
  on: Day,
  rules: CoverRules,
  lastDay: Day | null,
  known = noCover(person),
) => {
  if (!cover) return known;
  const to = lastDay === null ? cover.to : earliest(cover.to, lastDay);
  const { waitingFrom, waitingWaived } = cover;
  return opened(known, { from: on, to, waitingFrom, waitingWaived, graceUntil: addDays(to, rules.graceDays) });
};

const begin = (command: ReceiveTransfer, transfer: OpenedTransfer) => {
  const { household, product, section, scheme, relations, policyholder = transfer.persons[0]?.person ?? '' } = command;
  const { on, persons, fromScheme } = transfer;
  if (!command.sectionOpen) return refuse(HouseholdReason.sectionUnknown, { section }, 'unprocessable');
  const rules = rulesInForce(command, on);
  if (isRefusal(rules)) return rules;
  const joining = persons.map(({ person }) => person);
  if (!joining.includes(policyholder))
    return refuse(HouseholdReason.policyholderMissing, { policyholder }, 'unprocessable');
  const relationOf = ({ person, relation }: CarriedPerson): Relation =>
    person === policyholder
      ? 'policyholder'
      : (relations[person] ?? (relation === 'policyholder' ? 'other' : relation));
  const enrolled: HouseholdEvent = {
    type: 'membership.HouseholdEnrolled',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ scheme, household, product, section, policyholder, rules },
      persons: persons.map(carried => ({ person: carried.person, relation: relationOf(carried) })),
      enrolledOn: on,
      ...bandsOf(named(transfer, joining).sealed, on),
      term: 1,
      approvedBy: null,
    },
    ...named(transfer, joining),
  };
  const last = persons
    .flatMap(({ cover }) => (cover ? [cover.to] : []))
    .sort()
    .at(-1);
  if (last === undefined) return [enrolled];
  const receivedCover: HouseholdEvent = {
    type: 'membership.CoverageReceived',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ household, product, term: 1, from: on, to: last, rules, fromScheme },
      graceUntil: addDays(last, rules.graceDays),
      deadline: renewalOpensOn(last, rules),
      transfer: transfer.transfer,
      persons: persons.map(carried => stretch(carried, on, rules, null)),
    },
  };
  return [enrolled, receivedCover];
};

const join = (
  carried: CarriedPerson,
  household: EnrolledHousehold,
  { relations }: ReceiveTransfer,
  transfer: OpenedTransfer,
): HouseholdEvent => {
  const { person, relation } = carried;
  const { on, fromScheme } = transfer;
  const running = lastStarted(household);
  const inTerm = running?.status === 'running' && running.from <= on && on <= running.to ? running : undefined;
  const known = memberOf(household, person)?.cover;
  const cover = inTerm ? stretch(carried, on, inTerm.rules, inTerm.to, known) : (known ?? noCover(person));
  return {
    type: 'membership.PersonReceived',
    version: 1,
    effectiveAt: on,
    data: {
      household: household.household,
      product: household.product,
      term: running?.term ?? lastNumber(household),
      ...{ transfer: transfer.transfer, fromScheme, person, on },
      relation: relations[person] ?? (relation === 'policyholder' ? 'other' : relation),
      charges: charges(household, inTerm?.to, cover.spans.at(-1)?.to, on),
      ...bandsOf(named(transfer, [person]).sealed, on),
      persons: [cover],
    },
    ...named(transfer, [person]),
  };
};

/** What is still to be paid: months of the running term that were not paid where they come from, and the next term. */
const charges = (
  household: EnrolledHousehold,
  termEnds: Day | undefined,
  paidUntil: Day | undefined,
  on: Day,
): readonly Charge[] => {
  const from = paidUntil !== undefined && paidUntil >= on ? addDays(paidUntil, 1) : on;
  const months = termEnds !== undefined && from <= termEnds ? wholeMonths({ from, to: termEnds }) : 0;
  const running = lastStarted(household);
  const awaited = awaitedTerm(household);
  return [
    ...(running && months > 0 ? [{ term: running.term, months, charged: true }] : []),
    ...(awaited ? [{ term: awaited.term, months: awaited.rules.coverMonths, charged: true }] : []),
  ];
};
