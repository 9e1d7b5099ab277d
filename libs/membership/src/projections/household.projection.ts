import {
  type Projection,
  type ProjectionHandler,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import { addDays } from '#kernel';
import type { CoverEvent, HouseholdEvent } from '../household/household.events.js';
import type { Relation } from '../household/household.types.js';
import { type HouseholdRow, householdTable, memberTable } from './household.entity.js';

type Of<Type extends HouseholdEvent['type']> = RecordedEvent<Extract<HouseholdEvent, { type: Type }>>;
type Change<Event> = (event: Event, row: HouseholdRow) => Partial<HouseholdRow>;

const itsRow = ({ data: { household } }: { data: { household: string } }): RowsWanted =>
  wants(householdTable, { household });

const changeHousehold = <Event extends { data: { household: string } }>(
  event: Event,
  rows: Rows,
  change: Change<Event>,
): void => {
  const row = rows.get(householdTable, { household: event.data.household });
  if (row) rows.set(householdTable, { ...row, ...change(event, row) });
};

const addMember = (
  rows: Rows,
  { household, scheme, person, relation }: { household: string; scheme: string; person: string; relation: Relation },
): void =>
  rows.set(memberTable, {
    ...{ household, scheme, person, relation },
    ...{ diedOn: null, undeclared: null, spans: [], leftOn: null, absences: [] },
  });

/** Something of the household's own row changes, and nobody's cover. */
const household = <Event extends HouseholdEvent>(
  change: (data: Event['data'], row: HouseholdRow) => Partial<HouseholdRow>,
): ProjectionHandler<Event> => ({
  reads: event => [itsRow(event)],
  write: (event, rows) => changeHousehold(event as never, rows, (_, row) => change(event.data, row)),
});

/** The covers an event tells are the covers, as they stand; what else it changes of the household's row is said by `change`. */
const cover = <Event extends CoverEvent>(change: Change<RecordedEvent<Event>>): ProjectionHandler<Event> => ({
  reads: event => [
    itsRow(event),
    ...event.data.persons.map(({ person }) => wants(memberTable, { household: event.data.household, person })),
  ],
  write: (event, rows) => {
    const { household, persons } = event.data;
    for (const { person, diedOn, undeclared, spans } of persons) {
      const member = rows.get(memberTable, { household, person });
      if (member) rows.set(memberTable, { ...member, diedOn, undeclared, spans });
    }
    changeHousehold(event, rows, change);
  },
});

interface Runs {
  readonly data: {
    readonly from: string;
    readonly to: string;
    readonly graceUntil: string;
    readonly deadline: string | null;
  };
}
/** The row shows the latest term; one that was paid again afterwards is in the members' cover only. */
const runs: Change<Runs> = ({ data: { from, to, graceUntil, deadline } }, { coverTo }) =>
  coverTo !== null && coverTo > to ? {} : { status: 'covered', coverFrom: from, coverTo: to, graceUntil, deadline };
const starts = cover<Extract<CoverEvent, Runs>>(runs);
/** No other term reaches as far: one that had not begun gave way. */
const startsByTarget = cover<Extract<CoverEvent, { type: 'membership.TargetedCoverageGranted' }>>(
  ({ data: { from, to, graceUntil, deadline } }) => ({
    ...{ status: 'covered', coverFrom: from, coverTo: to },
    graceUntil,
    deadline,
  }),
);
const unchanged = (): Partial<HouseholdRow> => ({});
const birth = cover<Extract<CoverEvent, { type: 'membership.BirthDeclared' }>>((_, { persons }) => ({
  persons: persons + 1,
}));

const left = cover<Extract<CoverEvent, { type: 'membership.PersonLeft' }>>(
  ({ data: { policyholder } }, { persons }) => ({
    policyholder,
    persons: persons - 1,
  }),
);

const leave = cover<Extract<CoverEvent, { type: 'membership.PersonsTransferredOut' }>>(
  ({ data: { policyholder, moved } }, { persons }) => ({ policyholder, persons: persons - moved.length }),
);
const received = cover<Extract<CoverEvent, { type: 'membership.PersonReceived' }>>((_, { persons }) => ({
  persons: persons + 1,
}));

/** Only the calendar moves. */
const dated: ProjectionHandler<
  Extract<HouseholdEvent, { type: 'membership.RenewalOpened' | 'membership.TermAbandoned' }>
> = {
  reads: event => [itsRow(event)],
  write: (event, rows) => changeHousehold(event, rows, ({ data: { deadline } }) => ({ deadline })),
};

/** Households, their persons, their cover, and the calendar of what is to be decided when. */
export const householdsProjection: Projection<HouseholdEvent> = {
  name: 'membership.household.v1',
  shard: 'membership',
  tables: [householdTable as unknown as Table, memberTable as unknown as Table],
  on: {
    'membership.HouseholdEnrolled': {
      write: ({ data }: Of<'membership.HouseholdEnrolled'>, rows) => {
        const { household, scheme, product, section, policyholder, enrolledOn, persons } = data;
        const dates = { coverFrom: null, coverTo: null, graceUntil: null, deadline: null };
        const none = { ...dates, categories: [], remotePayer: null };
        rows.set(householdTable, {
          household,
          scheme,
          product,
          section,
          policyholder,
          enrolledOn,
          status: 'awaiting',
          persons: persons.length,
          ...none,
        });
        for (const joining of persons) addMember(rows, { household, scheme, ...joining });
      },
    },
    'membership.PersonAdded': {
      reads: event => [itsRow(event)],
      write: (event, rows) => {
        const { household, person, relation } = event.data;
        addMember(rows, { household, scheme: event.recorded.scheme, person, relation });
        changeHousehold(event, rows, (_, { persons }) => ({ persons: persons + 1 }));
      },
    },
    'membership.BirthDeclared': {
      reads: event => [itsRow(event)],
      write: (event, rows) => {
        const { household, person } = event.data;
        addMember(rows, { household, scheme: event.recorded.scheme, person, relation: 'child' });
        birth.write(event, rows);
      },
    },
    'membership.DeathRecorded': cover(({ data: { policyholder } }) => ({ policyholder })),
    'membership.CoverageStarted': starts,
    'membership.CoverageRenewed': starts,
    'membership.CoverageReinstated': starts,
    'membership.CoverageTakenOver': starts,
    'membership.TargetedCoverageGranted': startsByTarget,
    'membership.CoverageExtended': cover(unchanged),
    'membership.CoverageSuspended': cover(unchanged),
    'membership.CoverageResumed': cover(unchanged),
    'membership.CoverageWithdrawn': cover(({ data: { deadline } }) => ({ status: 'awaiting', deadline })),
    'membership.CoverageLapsed': cover(({ data: { deadline } }) => ({ status: 'lapsed', deadline })),
    'membership.EnrolmentCancelled': cover(() => ({
      status: 'left',
      deadline: null,
      coverFrom: null,
      coverTo: null,
      graceUntil: null,
    })),
    'membership.PersonLeft': {
      reads: left.reads,
      write: (event: Of<'membership.PersonLeft'>, rows) => {
        left.write(event, rows);
        const { household, person, on } = event.data;
        const member = rows.get(memberTable, { household, person });
        if (member) rows.set(memberTable, { ...member, leftOn: on });
      },
    },
    'membership.PersonsTransferredOut': {
      reads: leave.reads,
      write: (event: Of<'membership.PersonsTransferredOut'>, rows) => {
        leave.write(event, rows);
        const { household, moved, on } = event.data;
        for (const person of moved) {
          const member = rows.get(memberTable, { household, person });
          if (member) rows.set(memberTable, { ...member, leftOn: addDays(on, -1) });
        }
      },
    },
    'membership.PersonReceived': {
      reads: received.reads,
      write: (event: Of<'membership.PersonReceived'>, rows) => {
        const { household, person, relation } = event.data;
        addMember(rows, { household, scheme: event.recorded.scheme, person, relation });
        received.write(event, rows);
      },
    },
    'membership.CoverageReceived': starts,
    'membership.WaitingCredited': cover(unchanged),
    'membership.HouseholdStruckOff': cover(({ data: { on } }, { coverTo }) => ({
      status: 'struckOff',
      deadline: null,
      graceUntil: null,
      coverTo: coverTo !== null && coverTo > on ? on : coverTo,
    })),
    'membership.CategoryAssessed': household<Extract<HouseholdEvent, { type: 'membership.CategoryAssessed' }>>(
      ({ category, source, decision, from, until }, { categories }) => ({
        categories: [...categories, { category, source, decision, from, until }],
      }),
    ),
    'membership.RemotePayerNamed': household<Extract<HouseholdEvent, { type: 'membership.RemotePayerNamed' }>>(
      ({ payer }) => ({ remotePayer: payer }),
    ),
    'membership.PolicyholderChanged': household<Extract<HouseholdEvent, { type: 'membership.PolicyholderChanged' }>>(
      ({ policyholder }) => ({ policyholder }),
    ),
    'membership.AbsenceRecorded': {
      reads: ({ data: { household, person } }: Of<'membership.AbsenceRecorded'>) => [
        wants(memberTable, { household, person }),
      ],
      write: ({ data: { household, person, from, until } }: Of<'membership.AbsenceRecorded'>, rows) => {
        const member = rows.get(memberTable, { household, person });
        if (!member) return;
        const absences = [...member.absences.filter(absence => absence.from !== from), { from, until }];
        rows.set(memberTable, { ...member, absences });
      },
    },
    'membership.RenewalOpened': dated,
    'membership.TermAbandoned': dated,
  },
};
