import { acceptIn, addDays, type Day, type JointDecider, nothingToDo, refuse, seal, wholeMonths } from '#kernel';
import { cutAfter } from '../cover.js';
import { guardianAfter } from '../cover-by-decision.js';
import type { HouseholdContext } from '../household.commands.js';
import { householdDecider } from '../household.decider.js';
import type { HouseholdEvent } from '../household.events.js';
import { HouseholdReason } from '../household.reasons.js';
import {
  type EnrolledHousehold,
  type HouseholdState,
  lastNumber,
  lastStarted,
  type Member,
  memberOf,
  present,
} from '../household.state.js';
import type { CoverSpan, Identity } from '../household.types.js';
import { refusedDate } from '../paper-dates.js';
import type { TransferEvent } from './transfer.events.js';
import { TransferReason } from './transfer.reasons.js';
import { type CarriedPerson, transferFold, type TransferState } from './transfer.state.js';

export interface TransferOut extends HouseholdContext {
  readonly transfer: string;
  readonly toScheme: string;
  /** Whether that scheme is registered. */
  readonly toSchemeKnown: boolean;
  readonly persons: readonly string[];
  readonly on: Day;
  readonly approvedBy?: string;
  /** Who they are, for the scheme that receives them. */
  readonly identities: Readonly<Record<string, Identity>>;
}

export type TransferStreams = {
  readonly household: { readonly event: HouseholdEvent; readonly state: HouseholdState };
  readonly transfer: { readonly event: TransferEvent; readonly state: TransferState };
};

/**
 * Persons leave a household for another one, of this scheme or of another of the federation. The day before the move is
 * the last one covered here; what was paid beyond it and the waiting served go along. A move may be announced ahead.
 *
 * @refuses membership.household.unknown, left, struck_off, person_unknown, person_gone
 * @refuses membership.transfer.already_opened, scheme_unknown
 * @refuses membership.transfer.in_arrears when rights are suspended on the day of the move
 * @refuses membership.household.backdated_too_far
 */
export const transferOutDecider: JointDecider<TransferOut, TransferStreams> = {
  folds: { household: householdDecider, transfer: transferFold },

  decide(command, { household, transfer: known }) {
    const { transfer, toScheme, persons, on, recordedOn, approvedBy = null } = command;
    if (household.status === 'none' || household.scheme !== command.scheme)
      return refuse(HouseholdReason.unknown, undefined, 'notFound');
    if (household.status !== 'enrolled')
      return refuse(household.status === 'left' ? HouseholdReason.left : HouseholdReason.struckOff);
    if (known.status !== 'none')
      return sameAs(known, command, household) ? nothingToDo : refuse(TransferReason.alreadyOpened, { transfer });
    if (!command.toSchemeKnown) return refuse(TransferReason.schemeUnknown, { toScheme }, 'unprocessable');
    const moving: Member[] = [];
    for (const person of new Set(persons)) {
      const member = memberOf(household, person);
      if (!member) return refuse(HouseholdReason.personUnknown, { person }, 'notFound');
      if (!present(household).includes(member)) return refuse(HouseholdReason.personGone, { person });
      if (isSuspendedOn(spanOn(member, on), on)) return refuse(TransferReason.inArrears, { person, on });
      moving.push(member);
    }
    const rules = (lastStarted(household) ?? household.terms.at(-1))?.rules;
    const refused = on <= recordedOn && rules ? refusedDate(on, command, rules) : null;
    if (refused) return refused;
    const last = addDays(on, -1);
    const moved = moving.map(({ person }) => person);
    const stays = { ...household, members: household.members.filter(({ person }) => !moved.includes(person)) };
    return acceptIn({
      household: [
        {
          type: 'membership.PersonsTransferredOut',
          version: 1,
          effectiveAt: on,
          data: {
            household: household.household,
            product: household.product,
            term: lastStarted(household)?.term ?? lastNumber(household),
            ...{ transfer, toScheme, on, moved, approvedBy },
            policyholder: successor(household, stays, moved, on),
            persons: moving.map(({ cover }) => cutAfter(cover, last, 'transferred')),
          },
        },
      ],
      transfer: [
        {
          type: 'membership.TransferOpened',
          version: 1,
          effectiveAt: on,
          data: {
            ...{ transfer, toScheme, on },
            fromScheme: household.scheme,
            fromHousehold: household.household,
            persons: moving.map(member => carried(member, on)),
          },
          sealed: Object.fromEntries(
            moved.flatMap(person => {
              const identity = command.identities[person];
              return identity ? [[person, seal<Identity>(person, 'identity', identity)]] : [];
            }),
          ),
        },
      ],
    });
  },
};

const sameAs = (
  known: Exclude<TransferState, { status: 'none' }>,
  { toScheme, persons, on }: TransferOut,
  { household }: EnrolledHousehold,
): boolean =>
  known.fromHousehold === household &&
  known.toScheme === toScheme &&
  known.on === on &&
  known.persons.length === new Set(persons).size &&
  known.persons.every(({ person }) => persons.includes(person));

const spanOn = ({ cover }: Member, on: Day): CoverSpan | undefined =>
  cover.spans.find(({ from, to }) => from <= on && on <= to);

const isSuspendedOn = (span: CoverSpan | undefined, on: Day): boolean =>
  span?.suspensions.some(({ from, until }) => from <= on && (until === null || on <= until)) ?? false;

/** A renewal that was paid ahead goes along too. */
const paidUntil = ({ cover }: Member, span: CoverSpan): Day =>
  cover.spans.reduce((to, next) => (next.from === addDays(to, 1) ? next.to : to), span.to);

const carried = (member: Member, on: Day): CarriedPerson => {
  const { person, relation } = member;
  const span = spanOn(member, on);
  if (!span) return { person, relation, cover: null };
  const { waitingFrom, waitingWaived } = span;
  const to = paidUntil(member, span);
  return { person, relation, cover: { to, waitingFrom, waitingWaived, months: wholeMonths({ from: on, to }) } };
};

/** Whoever answers for those who stay: nobody new unless the policyholder goes. */
const successor = (
  { policyholder }: EnrolledHousehold,
  stays: EnrolledHousehold,
  moved: readonly string[],
  on: Day,
): string | null =>
  policyholder !== null && moved.includes(policyholder) ? guardianAfter(policyholder, on, stays) : policyholder;
