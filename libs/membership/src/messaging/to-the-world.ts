import type { RecordedEvent } from '#eventstore';
import { addDays } from '#kernel';
import type { Publication } from '#messaging';
import type { MembershipMessage, PersonCover } from '../contracts/index.js';
import type { BandCount } from '../household/bands.js';
import { renewalOpensOn } from '../household/cover-by-decision.js';
import type { CoverEvent, HouseholdEvent } from '../household/household.events.js';
import type { Charge, Cover } from '../household/household.types.js';
import type { DuplicateEvent } from '../duplicate/duplicate.events.js';
import type { GroupEvent } from '../group/group.events.js';
import type { SchemeEvent } from '../scheme/scheme.events.js';
import type { TransferEvent } from '../household/transfer/transfer.events.js';

type Told = {
  [M in MembershipMessage as M['type']]: { readonly type: M['type']; readonly data: M['data'] };
}[MembershipMessage['type']];

/** The contract's cover is ours, field by field, so that each may change without the other. */
const coverOf = ({ person, diedOn, undeclared, spans }: Cover): PersonCover => ({
  ...{ person, diedOn, undeclared },
  spans: spans.map(({ from, to, waitingFrom, waitingWaived, graceUntil, suspensions, ended }) => ({
    ...{ from, to, waitingFrom, waitingWaived, graceUntil, ended: endedFor(ended) },
    suspensions: suspensions.map(suspension => ({ from: suspension.from, until: suspension.until })),
  })),
});

/** Who left, was struck off or moved: others learn that the cover was given up, not why. */
const endedFor = (ended: Cover['spans'][number]['ended']): PersonCover['spans'][number]['ended'] =>
  ended === null || ended === 'lapsed' || ended === 'death' ? ended : 'withdrawn';

const coverageChanged = ({ type, data: { household, product, persons } }: RecordedEvent<CoverEvent>): Told => ({
  type: 'membership.coverage-changed.v1',
  data: { household, product, because: type.replace('membership.', ''), persons: persons.map(coverOf) },
});

/** Joined, and covered on no day yet: others know the person from now on. */
const joined = (
  because: string,
  { household, product }: { household: string; product: string },
  persons: readonly string[],
): Told => ({
  type: 'membership.coverage-changed.v1',
  data: {
    household,
    product,
    because,
    persons: persons.map(person => ({ person, diedOn: null, undeclared: null, spans: [] })),
  },
});

type TermRuns = Extract<CoverEvent, { data: { graceUntil: string } }>;

const termStarted = ({ household, term, from, to, rules }: TermRuns['data']): Told => ({
  type: 'membership.term-started.v1',
  data: { household, term, from, to, renewalOpensOn: renewalOpensOn(to, rules) },
});

interface Joining {
  readonly household: string;
  readonly product: string;
  readonly person: string;
  readonly charges: readonly Charge[];
}
const personAdded = ({ household, product, person, charges }: Joining, addedOn: string): readonly Told[] =>
  charges.map(({ term, months, charged }) => ({
    type: 'membership.person-added.v1',
    data: { household, product, term, person, addedOn, months, charged },
  }));

/** No contribution is asked for a term that another register, or a targeted subsidy, carries. */
const carriedElsewhere = ({ household, term, from }: { household: string; term: number; from: string }): Told => ({
  type: 'membership.term-abandoned.v1',
  data: { household, term, on: from, because: 'carriedElsewhere' },
});

const starts = (event: RecordedEvent<TermRuns>): readonly Told[] => [termStarted(event.data), coverageChanged(event)];
const startsElsewhere = (event: RecordedEvent<TermRuns>): readonly Told[] => [
  carriedElsewhere(event.data),
  ...starts(event),
];
const changes = (event: RecordedEvent<CoverEvent>): readonly Told[] => [coverageChanged(event)];

const groupChanged = (household: string, group: string, joins: boolean, on: string): Told => ({
  type: 'membership.group-changed.v1',
  data: { household, group, joined: joins, on },
});

/** How many joined, by band; nothing of those who joined before anybody counted. */
const personsCounted = (
  { household, bands }: { household: string; bands?: readonly BandCount[] },
  on: string,
): readonly Told[] => (bands ? [{ type: 'membership.persons-counted.v1', data: { household, on, bands } }] : []);

/** What the other contexts learn of households and their cover. */
export const toTheWorld: Publication<
  HouseholdEvent | SchemeEvent | TransferEvent | GroupEvent | DuplicateEvent,
  MembershipMessage
> = {
  shard: 'membership',
  on: {
    'membership.HouseholdEnrolled': ({ data, recorded: { actor } }) => {
      const { household, product, section, term, enrolledOn } = data;
      const persons = data.persons.map(({ person }) => person);
      return [
        {
          type: 'membership.household-enrolled.v1',
          data: { household, product, section, term, persons, enrolledOn, enrolledBy: actor.id },
        },
        joined('HouseholdEnrolled', data, persons),
        ...personsCounted(data, enrolledOn),
      ];
    },
    'membership.PersonAdded': ({ data }) => [
      ...personAdded(data, data.addedOn),
      joined('PersonAdded', data, [data.person]),
      ...personsCounted(data, data.addedOn),
    ],
    'membership.BirthDeclared': event => [
      ...personAdded(event.data, event.data.startsOn),
      coverageChanged(event),
      ...personsCounted(event.data, event.data.declaredOn),
    ],
    'membership.RenewalOpened': ({ data: { household, product, term, from, to, persons, opensOn } }) => [
      { type: 'membership.renewal-opened.v1', data: { household, product, term, from, to, persons, opensOn } },
    ],
    'membership.TermAbandoned': ({ data: { household, term, on, because } }) => [
      { type: 'membership.term-abandoned.v1', data: { household, term, on, because } },
    ],
    'membership.EnrolmentCancelled': event => {
      const { household, term, on } = event.data;
      return [
        { type: 'membership.term-abandoned.v1', data: { household, term, on, because: 'cancelled' } },
        coverageChanged(event),
      ];
    },
    'membership.CoverageStarted': starts,
    'membership.CoverageRenewed': starts,
    'membership.CoverageReinstated': starts,
    'membership.CoverageTakenOver': startsElsewhere,
    'membership.TargetedCoverageGranted': startsElsewhere,
    'membership.CoverageExtended': changes,
    'membership.CoverageSuspended': changes,
    'membership.CoverageResumed': changes,
    'membership.CoverageWithdrawn': changes,
    'membership.CoverageLapsed': changes,
    'membership.DeathRecorded': changes,
    'membership.PersonsTransferredOut': event => {
      const { household, moved, on } = event.data;
      const left = moved.map(person => ({
        type: 'membership.person-left.v1' as const,
        data: { household, person, on: addDays(on, -1) },
      }));
      return [...left, coverageChanged(event)];
    },
    'membership.PersonReceived': event => [
      ...personAdded(event.data, event.data.on),
      coverageChanged(event),
      ...personsCounted(event.data, event.data.on),
    ],
    'membership.GroupJoined': ({ data: { group, household, on } }) => [groupChanged(household, group, true, on)],
    'membership.GroupLeft': ({ data: { group, household, on } }) => [groupChanged(household, group, false, on)],
    'membership.CoverageReceived': startsElsewhere,
    'membership.TransferReceived': ({ data }) => [{ type: 'membership.transfer-received.v1', data }],
    'membership.WaitingCredited': changes,
    'membership.PersonLeft': event => {
      const { household, person, on } = event.data;
      return [{ type: 'membership.person-left.v1', data: { household, person, on } }, coverageChanged(event)];
    },
    'membership.HouseholdStruckOff': event => {
      const { household, awaited, on } = event.data;
      const persons = event.data.persons.map(({ person }) => person);
      const abandoned = { household, on, because: 'cancelled' as const };
      return [
        ...(awaited === null
          ? []
          : [{ type: 'membership.term-abandoned.v1' as const, data: { ...abandoned, term: awaited } }]),
        coverageChanged(event),
        { type: 'membership.household-struck-off.v1', data: { household, on, persons } },
      ];
    },
    // That two are one, and that they are not after all; who is only asked about concerns nobody else.
    'membership.DuplicateDecided': ({ data: { first, second, verdict, previous, decidedOn: on } }) =>
      verdict === 'same' || previous === 'same'
        ? [{ type: 'membership.duplicate-decided.v1', data: { first, second, same: verdict === 'same', on } }]
        : [],
    'membership.CategoryAssessed': ({ data: { household, category, decision, from, until } }) => [
      { type: 'membership.category-assessed.v1', data: { household, category, decision, from, until } },
    ],
    'membership.DayClosed': ({ data: { scheme, day } }) => [
      { type: 'membership.day-closed.v1', data: { scheme, day } },
    ],
  },
};
