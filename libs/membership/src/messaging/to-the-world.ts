import type { RecordedEvent } from '#eventstore';
import type { Sealed } from '#kernel';
import type { Publication } from '#messaging';
import type { MembershipMessage, PersonCover } from '../contracts/index.js';
import { renewalOpensOn } from '../household/cover-by-decision.js';
import type { BirthDeclared, CoverEvent, HouseholdEvent } from '../household/household.events.js';
import type { Charge, Cover, Identity } from '../household/household.types.js';
import type { SchemeEvent } from '../scheme/scheme.events.js';

type Told = {
  [M in MembershipMessage as M['type']]: { readonly type: M['type']; readonly data: M['data'] };
}[MembershipMessage['type']];

/** The contract's cover is ours, field by field, so that each may change without the other. */
const coverOf = ({ person, diedOn, undeclared, spans }: Cover): PersonCover => ({
  ...{ person, diedOn, undeclared },
  spans: spans.map(({ from, to, waitingFrom, waitingWaived, graceUntil, suspensions, ended }) => ({
    ...{ from, to, waitingFrom, waitingWaived, graceUntil, ended },
    suspensions: suspensions.map(suspension => ({ from: suspension.from, until: suspension.until })),
  })),
});

type Described = NonNullable<PersonCover['described']>;

/** Age, sex and relation, for benefits that depend on them; absent once the person's key is destroyed. */
const describedAs = (
  { person, relation }: { readonly person: string; readonly relation: string },
  sealed: Readonly<Record<string, Sealed<Identity>>> | undefined,
): { readonly described?: Described } => {
  const identity = sealed?.[person]?.value;
  return identity ? { described: { bornOn: identity.birthDate, sex: identity.sex, relation } } : {};
};

const coverageChanged = ({ type, data: { household, product, persons } }: RecordedEvent<CoverEvent>): Told => ({
  type: 'membership.coverage-changed.v1',
  data: { household, product, because: type.replace('membership.', ''), persons: persons.map(coverOf) },
});

/** A newborn is told with its cover: its vaccination calendar runs from here. */
const born = (event: RecordedEvent<BirthDeclared>): Told => {
  const { household, product, person, persons } = event.data;
  const described = describedAs({ person, relation: 'child' }, event.sealed);
  const told = persons.map(cover => ({ ...coverOf(cover), ...(cover.person === person ? described : {}) }));
  return {
    type: 'membership.coverage-changed.v1',
    data: { household, product, because: 'BirthDeclared', persons: told },
  };
};

/** Joined, and covered on no day yet: others know the person from now on. */
const joined = (
  because: string,
  { household, product }: { household: string; product: string },
  persons: readonly { readonly person: string; readonly relation: string }[],
  sealed: Readonly<Record<string, Sealed<Identity>>> | undefined,
): Told => ({
  type: 'membership.coverage-changed.v1',
  data: {
    household,
    product,
    because,
    persons: persons.map(member => ({
      person: member.person,
      diedOn: null,
      undeclared: null,
      spans: [],
      ...describedAs(member, sealed),
    })),
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

/** What the other contexts learn of households and their cover. */
export const toTheWorld: Publication<HouseholdEvent | SchemeEvent, MembershipMessage> = {
  shard: 'membership',
  on: {
    'membership.HouseholdEnrolled': ({ data, sealed }) => {
      const { household, product, section, term, enrolledOn } = data;
      const persons = data.persons.map(({ person }) => person);
      return [
        { type: 'membership.household-enrolled.v1', data: { household, product, section, term, persons, enrolledOn } },
        joined('HouseholdEnrolled', data, data.persons, sealed),
      ];
    },
    'membership.PersonAdded': ({ data, sealed }) => [
      ...personAdded(data, data.addedOn),
      joined('PersonAdded', data, [data], sealed),
    ],
    'membership.BirthDeclared': event => [...personAdded(event.data, event.data.startsOn), born(event)],
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
    'membership.DayClosed': ({ data: { scheme, day } }) => [
      { type: 'membership.day-closed.v1', data: { scheme, day } },
    ],
  },
};
