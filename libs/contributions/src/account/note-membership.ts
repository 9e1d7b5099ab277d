import { addMonths, sum } from '#kernel';
import { datedInstalments } from '../plan/schedule.state.js';
import type { Of } from './account.commands.js';
import {
  type AccountState,
  contributionsOf,
  type OpenAccount,
  ownDueOf,
  type OwnedDue,
  termOf,
} from './account.state.js';
import type { Call, Credit } from './account.types.js';
import { Draft } from './draft.js';
import { conclude, isPaidEnough } from './entitlement.js';
import { lastDueOn } from './instalments.state.js';
import { freed, subsidyNotEarned } from './postings.js';
import { raise } from './raise-dues.js';

/** Dues of these persons were raised, or called for, already. */
const isCalled = (account: OpenAccount, { term, because, persons }: Call): boolean =>
  because === 'person-added'
    ? account.dues.some(due => due.term === term && due.persons.some(one => persons.includes(one))) ||
      account.awaited.some(call => call.term === term && call.persons.some(one => persons.includes(one)))
    : account.dues.some(due => due.term === term && due.what === 'contribution' && !due.later) ||
      account.awaited.some(call => call.term === term && call.because !== 'person-added');

const call = (
  note: Of<'NoteEnrolment' | 'NotePersonAdded' | 'NoteRenewalOpened'>,
  called: Call,
  state: AccountState,
) => {
  const account = state.status === 'open' ? state : null;
  const draft = new Draft(state);
  if (account && isCalled(account, called)) return draft.conclusion;
  raise(draft, note, called, account);
  conclude(draft, called.on);
  return draft.conclusion;
};

/** A household joined: the joining fee once, and a contribution for each person. */
export const noteEnrolment = (note: Of<'NoteEnrolment'>, state: AccountState) => {
  const { term, persons, enrolledOn: on } = note;
  return call(note, { because: 'enrolment', term, persons, on, planOn: on, months: null }, state);
};

/** The next term may be paid: by the plan in force when it starts. */
export const noteRenewalOpened = (note: Of<'NoteRenewalOpened'>, state: AccountState) => {
  const { term, persons, opensOn: on, from } = note;
  return call(note, { because: 'renewal', term, persons, on, planOn: from, months: null }, state);
};

/** Someone joined a household: whole months to the end of the term, unless the household's dues carry them. */
export const notePersonAdded = (note: Of<'NotePersonAdded'>, state: AccountState) => {
  const { household, term, person, addedOn: on, months, charged } = note;
  if (charged) {
    return call(note, { because: 'person-added', term, persons: [person], on, planOn: on, months }, state);
  }
  const draft = new Draft(state);
  if (state.status === 'open' && !termOf(state, term)?.carried.includes(person))
    draft.add({
      type: 'contributions.PersonCarried',
      version: 1,
      effectiveAt: on,
      data: { household, term, person, addedOn: on },
    });
  return draft.conclusion;
};

/** Cover runs: the balance falls due some months after its start, if a payment started it and not a decision. */
export const noteTermStarted = (note: Of<'NoteTermStarted'>, account: OpenAccount) => {
  const { term, from, to, renewalOpensOn } = note;
  const draft = new Draft(account);
  const known = termOf(account, term);
  if (known?.period?.from === from && known.period.to === to) return draft.conclusion;
  const months = known?.plan?.balanceDueMonths ?? null;
  const isPaidFor = known?.status === 'raised' && known.wasOpened;
  const schedule = isPaidFor ? known.plan?.schedule : undefined;
  const instalments = schedule && known?.plan ? datedInstalments(schedule, known.plan.months, { from, to }) : undefined;
  const balanceDueOn = instalments
    ? lastDueOn(instalments, to)
    : !isPaidFor || months === null
      ? null
      : addMonths(from, months);
  draft.add({
    type: 'contributions.TermStarted',
    version: 1,
    effectiveAt: from,
    data: {
      ...{ household: account.household, term, from, to, balanceDueOn },
      ...(instalments === undefined ? {} : { instalments }),
      ...(renewalOpensOn === undefined ? {} : { renewalOpensOn }),
    },
  });
  conclude(draft, from);
  return draft.conclusion;
};

/** Rights that a payment opened stand; else nothing is asked for the term any more. */
const noteCarriedElsewhere = ({ term, on }: Of<'NoteTermAbandoned'>, account: OpenAccount) => {
  const draft = new Draft(account);
  const status = termOf(account, term)?.status ?? 'raised';
  if (status !== 'raised' || (ownDueOf(account, term)?.metOn ?? null) !== null) return draft.conclusion;
  const data = { household: account.household, term, on };
  draft.add({ type: 'contributions.DuesCarriedElsewhere', version: 1, effectiveAt: on, data });
  return draft.conclusion;
};

/**
 * The term will not be taken up. What was paid of its contribution is the household's credit; a joining fee paid is
 * kept. A household that lapsed while only its fund was late keeps its dues, and its place with the fund.
 */
export const noteTermAbandoned = (note: Of<'NoteTermAbandoned'>, account: OpenAccount) => {
  const { term, on, because } = note;
  if (because === 'carried-elsewhere') return noteCarriedElsewhere(note, account);
  const draft = new Draft(account);
  const own = ownDueOf(account, term);
  if (!own || !['raised', 'carried-elsewhere'].includes(termOf(account, term)?.status ?? '')) return draft.conclusion;
  if (because === 'lapsed' && isPaidEnough(own)) return draft.conclusion;
  const dues = contributionsOf(account, term);
  const parts = dues.flatMap(due => due.parts);
  const data = {
    household: account.household,
    term,
    because,
    on,
    currency: draft.currency,
    freed: parts,
    credit: [
      ...account.credit,
      ...parts.map(({ receipt, amount, on: paidOn }): Credit => ({ receipt, amount, on: paidOn })),
    ],
    postings: [...freed(parts), ...subsidyNotEarned(sum(dues.map(earned)))],
  };
  draft.add({ type: 'contributions.DuesCancelled', version: 1, effectiveAt: on, data });
  conclude(draft, on);
  return draft.conclusion;
};

const earned = ({ metOn, subsidy }: OwnedDue): number => (metOn === null ? 0 : (subsidy?.granted ?? 0));
