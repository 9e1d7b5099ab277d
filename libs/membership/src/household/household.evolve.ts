import { addDays, unreachable } from '#kernel';
import { noCover } from './cover.js';
import type { CoverEvent, HouseholdEnrolled, HouseholdEvent, PersonAdded } from './household.events.js';
import type { EnrolledHousehold, HouseholdState, Member, Term } from './household.state.js';
import type { Absence, Charge } from './household.types.js';

/** Copies what was decided; never decides again. */
export const evolve = (state: HouseholdState, event: HouseholdEvent): HouseholdState => {
  if (event.type === 'membership.HouseholdEnrolled') return enrolled(state, event);
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'membership.PersonAdded':
      return { ...state, members: [...state.members, joined(event)] };
    case 'membership.RenewalOpened':
      return withTerm(state, { status: 'awaiting', term: event.data.term, rules: event.data.rules });
    case 'membership.CategoryAssessed': {
      const { category, source, decision, from, until } = event.data;
      return { ...state, categories: [...(state.categories ?? []), { category, source, decision, from, until }] };
    }
    case 'membership.AbsenceRecorded':
      return changeMember(state, event.data.person, member => withAbsence(member, event.data));
    case 'membership.RemotePayerNamed':
      return { ...state, remotePayer: event.data.payer };
    case 'membership.PolicyholderChanged':
      return { ...state, policyholder: event.data.policyholder };
    case 'membership.TermAbandoned':
      return changeTerm(state, event.data.term, abandoned);
    default:
      return withFactOf(withCovers(state, event), event);
  }
};

const enrolled = (state: HouseholdState, { data, sealed }: HouseholdEnrolled): EnrolledHousehold => {
  const { scheme, household, product, section, policyholder, term, rules } = data;
  const members = data.persons.map(({ person, relation }): Member => {
    const birthDate = sealed?.[person]?.value?.birthDate;
    return {
      person,
      relation,
      ...(birthDate ? { birthDate } : {}),
      startsOn: null,
      waitingWaived: false,
      ownDues: [],
      cover: noCover(person),
    };
  });
  const earlier = state.status === 'none' ? [] : state.terms;
  return {
    status: 'enrolled',
    scheme,
    household,
    product,
    section,
    policyholder,
    members,
    terms: [...earlier, { status: 'awaiting', term, rules }],
  };
};

const joined = ({ data: { person, relation, charges }, sealed }: PersonAdded): Member => {
  const birthDate = sealed?.[person]?.value?.birthDate;
  return {
    person,
    relation,
    ...(birthDate ? { birthDate } : {}),
    startsOn: null,
    waitingWaived: false,
    ownDues: chargedTerms(charges),
    cover: noCover(person),
  };
};

const chargedTerms = (charges: readonly Charge[]): readonly number[] =>
  charges.filter(({ charged }) => charged).map(({ term }) => term);

/** The covers an event tells are the covers, as they stand. */
const withCovers = (state: EnrolledHousehold, { data: { persons } }: CoverEvent): EnrolledHousehold => ({
  ...state,
  members: state.members.map(member => {
    const cover = persons.find(({ person }) => person === member.person);
    return cover ? { ...member, cover } : member;
  }),
});

const withFactOf = (state: EnrolledHousehold, event: CoverEvent): EnrolledHousehold => {
  switch (event.type) {
    case 'membership.BirthDeclared':
      return { ...state, members: [...state.members, born(event)] };
    case 'membership.DeathRecorded':
      return { ...state, policyholder: event.data.policyholder };
    case 'membership.CoverageReinstated': {
      const running = changeTerm(state, event.data.lapsedTerm, term =>
        term.status === 'lapsed' ? { ...term, status: 'running' } : term,
      );
      return withTerm(running, { status: 'running', ...boundsOf(event.data) });
    }
    case 'membership.CoverageStarted':
    case 'membership.CoverageRenewed':
    case 'membership.CoverageTakenOver':
    case 'membership.TargetedCoverageGranted':
      return withTerm(state, { status: 'running', ...boundsOf(event.data) });
    case 'membership.CoverageWithdrawn':
      return changeTerm(state, event.data.term, ({ term, rules }) => ({ status: 'awaiting', term, rules }));
    case 'membership.CoverageLapsed':
      return changeTerm(state, event.data.term, term =>
        term.status === 'running' ? { ...term, status: 'lapsed' } : term,
      );
    case 'membership.EnrolmentCancelled':
      return {
        ...changeTerm(state, event.data.term, abandoned),
        status: 'left',
      };
    case 'membership.PersonLeft': {
      const { person, on, policyholder } = event.data;
      return changeMember({ ...state, policyholder }, person, member => ({ ...member, leftOn: on }));
    }
    case 'membership.HouseholdStruckOff': {
      const { term, awaited } = event.data;
      const stopped = changeTerm(state, term, known =>
        known.status === 'running' ? { ...known, status: 'lapsed' } : known,
      );
      return { ...(awaited === null ? stopped : changeTerm(stopped, awaited, abandoned)), status: 'struckOff' };
    }
    case 'membership.PersonsTransferredOut': {
      const { moved, on, policyholder } = event.data;
      return moved.reduce<EnrolledHousehold>(
        (household, person) => changeMember(household, person, member => ({ ...member, leftOn: addDays(on, -1) })),
        { ...state, policyholder },
      );
    }
    case 'membership.PersonReceived':
      return {
        ...state,
        members: [...state.members.filter(({ person }) => person !== event.data.person), received(event)],
      };
    case 'membership.CoverageReceived':
      return withTerm(state, { status: 'running', ...boundsOf(event.data) });
    case 'membership.WaitingCredited':
    case 'membership.CoverageExtended':
    case 'membership.CoverageSuspended':
    case 'membership.CoverageResumed':
      return state;
    default:
      return unreachable(event);
  }
};

const born = ({ data, sealed }: Extract<CoverEvent, { type: 'membership.BirthDeclared' }>): Member => {
  const birthDate = sealed?.[data.person]?.value?.birthDate;
  return {
    person: data.person,
    relation: 'child',
    ...(birthDate ? { birthDate } : {}),
    startsOn: data.startsOn,
    waitingWaived: data.inTime,
    ownDues: chargedTerms(data.charges),
    cover: data.persons[0] ?? noCover(data.person),
  };
};

const received = ({ data, sealed }: Extract<CoverEvent, { type: 'membership.PersonReceived' }>): Member => {
  const birthDate = sealed?.[data.person]?.value?.birthDate;
  return {
    person: data.person,
    relation: data.relation,
    ...(birthDate ? { birthDate } : {}),
    startsOn: null,
    waitingWaived: false,
    ownDues: chargedTerms(data.charges),
    cover: data.persons[0] ?? noCover(data.person),
  };
};

const abandoned = ({ term, rules }: Term): Term => ({ status: 'abandoned', term, rules });

const changeMember = (
  state: EnrolledHousehold,
  person: string,
  change: (member: Member) => Member,
): EnrolledHousehold => ({
  ...state,
  members: state.members.map(member => (member.person === person ? change(member) : member)),
});

/** Recording an absence again from the same day tells when it ends. */
const withAbsence = (member: Member, { from, until }: Absence): Member => ({
  ...member,
  absences: [...(member.absences ?? []).filter(absence => absence.from !== from), { from, until }],
});

type Bounds = Pick<Extract<Term, { from: string }>, 'term' | 'rules' | 'from' | 'to' | 'graceUntil'>;
const boundsOf = ({ term, rules, from, to, graceUntil }: Bounds): Bounds => ({ term, rules, from, to, graceUntil });

const withTerm = (state: EnrolledHousehold, term: Term): EnrolledHousehold => ({
  ...state,
  terms: [...state.terms.filter(other => other.term !== term.term), term].sort((a, b) => a.term - b.term),
});

const changeTerm = (state: EnrolledHousehold, number: number, change: (term: Term) => Term): EnrolledHousehold => ({
  ...state,
  terms: state.terms.map(term => (term.term === number ? change(term) : term)),
});
