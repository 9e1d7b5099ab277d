import { type Fold, unreachable } from '#kernel';
import type { AccountEvent, DuesAwaitPlan, DuesRaised } from './account.events.js';
import {
  type AccountState,
  type BroughtIn,
  isGone,
  lessParts,
  type OpenAccount,
  type OwnedDue,
  type Term,
} from './account.state.js';
import type { Allocation, Due } from './account.types.js';

/** Copies what was decided; never decides again. */
export const accountFold: Fold<AccountEvent, AccountState> = {
  initialState: { status: 'none' },

  evolve(state, event) {
    if (event.type === 'contributions.DuesAwaitPlan' || event.type === 'contributions.DuesRaised')
      return called(state.status === 'none' ? opened(event.data) : state, event);
    return state.status === 'none' ? state : evolveOpen(state, event);
  },
};

const opened = ({ household, scheme, product }: DuesRaised['data'] | DuesAwaitPlan['data']): OpenAccount => ({
  status: 'open',
  household,
  scheme,
  product,
  currency: null,
  terms: [],
  dues: [],
  receipts: [],
  credit: [],
  awaited: [],
});

const called = (account: OpenAccount, { type, data }: DuesRaised | DuesAwaitPlan): OpenAccount => {
  if (type === 'contributions.DuesAwaitPlan')
    return { ...account, product: data.product, awaited: [...account.awaited, data.call] };
  const { product, plan, term, persons, dues } = data;
  const isRaised = (one: string) => persons.includes(one) || isGone(account, one);
  return {
    ...withTerm(backIn(account, persons), term, known => ({ ...known, plan: known.plan ?? plan })),
    product,
    currency: plan.currency,
    dues: [...account.dues, ...dues.map(due => ({ ...due, ...untouched }))],
    awaited: account.awaited.filter(call => call.term !== term || !call.persons.every(isRaised)),
    ...(data.enrolledBy === undefined ? {} : { enrolledBy: data.enrolledBy }),
  };
};

/** Who is asked for again has come back. */
const backIn = (account: OpenAccount, persons: readonly string[]): OpenAccount =>
  account.left?.some(person => persons.includes(person))
    ? { ...account, left: account.left.filter(person => !persons.includes(person)) }
    : account;

const untouched = { cancelled: false, carried: false, parts: [], metOn: null };

const newTerm = (term: number): Term => ({
  term,
  plan: null,
  status: 'raised',
  carried: [],
  period: null,
  wasOpened: false,
  balanceDueOn: null,
  suspendedFrom: null,
  resumedFrom: null,
});

const evolveOpen = (account: OpenAccount, event: Exclude<AccountEvent, DuesRaised | DuesAwaitPlan>): OpenAccount => {
  switch (event.type) {
    case 'contributions.PersonCarried':
      return withTerm(backIn(account, [event.data.person]), event.data.term, term => ({
        ...term,
        carried: [...term.carried, event.data.person],
      }));
    case 'contributions.DeathNoted': {
      const dues = account.dues.map(due => changed(due, event.data.dues));
      return { ...account, dues, deceased: [...(account.deceased ?? []), event.data.person] };
    }
    case 'contributions.PersonLeftNoted':
      return leftBy(event.data.person, withDues(account, event.data.dues));
    case 'contributions.ContributionFreed':
      return { ...unpaid(account, event.data.freed), credit: event.data.credit };
    case 'contributions.ContributionCarriedOut': {
      const { transfer, amount, released, dues, credit, carriedCredit, persons, onward } = event.data;
      const ofReceipts = [...released, ...carriedCredit].map(({ receipt, amount, on }) => ({ receipt, amount, on }));
      const lighter = withDues(unpaid(account, released), dues);
      const gone = persons.reduce((so, { person }) => leftBy(person, so), lighter);
      const broughtIn = gone.broughtIn ? { broughtIn: gone.broughtIn.map(one => sentOn(one, onward)) } : {};
      return {
        ...gone,
        ...broughtIn,
        credit,
        carriedOut: [...(gone.carriedOut ?? []), { transfer, amount, ofReceipts }],
      };
    }
    case 'contributions.ContributionBroughtIn': {
      const { transfer, on, persons, broughtCredit, credit, currency } = event.data;
      const broughtIn = [...(account.broughtIn ?? []), { transfer, on, persons, credit: broughtCredit }];
      return { ...account, currency: account.currency ?? currency, credit, broughtIn };
    }
    case 'contributions.ReceiptRecorded': {
      const { receipt, amount, receivedOn, allocations, credit, till, from } = event.data;
      const where = { ...(till === undefined ? {} : { till }), ...(from === undefined ? {} : { from }) };
      const receipts = [...account.receipts, { receipt, amount, receivedOn, voidedOn: null, ...where }];
      return { ...paid(account, allocations), receipts, credit };
    }
    case 'contributions.CreditUsed':
      return { ...paid(account, event.data.allocations), credit: event.data.credit };
    case 'contributions.PaymentsReordered': {
      const { dues: ordered, allocations, credit } = event.data;
      const paidBy = ({ due }: OwnedDue) => allocations.filter(part => part.due === due);
      const dues = account.dues.map(due => (ordered.includes(due.due) ? { ...due, parts: paidBy(due) } : due));
      return { ...account, dues, credit };
    }
    case 'contributions.ReceiptVoided': {
      const { receipt, voidedOn, credit } = event.data;
      const receipts = account.receipts.map(one => (one.receipt === receipt ? { ...one, voidedOn } : one));
      const dues = account.dues.map(due => ({ ...due, parts: due.parts.filter(part => part.receipt !== receipt) }));
      return { ...account, receipts, dues, credit };
    }
    case 'contributions.CreditRefunded': {
      const { refund, amount, paidOn, parts, credit } = event.data;
      return { ...account, credit, refunds: [...(account.refunds ?? []), { refund, amount, paidOn, parts }] };
    }
    case 'contributions.DuesWaived':
    case 'contributions.SubsidyNoted':
    case 'contributions.SubsidyLost':
      return { ...account, dues: account.dues.map(due => changed(due, event.data.dues)) };
    case 'contributions.TermStarted': {
      const { term, from, to, balanceDueOn, instalments, renewalOpensOn } = event.data;
      const told = {
        ...(renewalOpensOn === undefined ? {} : { renewalOpensOn }),
        ...(instalments === undefined ? {} : { instalments }),
      };
      return withTerm(account, term, known => ({ ...known, period: { from, to }, balanceDueOn, ...told }));
    }
    case 'contributions.DuesCancelled': {
      const { term, because, credit } = event.data;
      const dues = account.dues.map(due => (due.term === term ? cancelled(due) : due));
      return { ...withTerm(account, term, known => ({ ...known, status: because })), dues, credit };
    }
    case 'contributions.DuesCarriedElsewhere': {
      const { term } = event.data;
      const dues = account.dues.map(due => (due.term === term ? { ...due, carried: true } : due));
      return { ...withTerm(account, term, known => ({ ...known, status: 'carried-elsewhere' })), dues };
    }
    case 'contributions.EntitlementOpened': {
      const { term, due: number, metOn } = event.data;
      const dues = account.dues.map(due => (due.due === number ? { ...due, metOn } : due));
      return { ...withTerm(account, term, known => ({ ...known, wasOpened: true })), dues };
    }
    case 'contributions.EntitlementSuspended':
      return withTerm(account, event.data.term, term => ({
        ...term,
        suspendedFrom: event.data.from,
        resumedFrom: null,
      }));
    case 'contributions.EntitlementResumed':
      return withTerm(account, event.data.term, term => ({
        ...term,
        suspendedFrom: null,
        resumedFrom: event.data.from,
      }));
    case 'contributions.EntitlementWithdrawn': {
      const dues = account.dues.map(due => (due.term === event.data.term ? { ...due, metOn: null } : due));
      return {
        ...withTerm(account, event.data.term, ({ instalments: _, ...term }) => ({ ...term, ...notRunning })),
        dues,
      };
    }
    default:
      return unreachable(event);
  }
};

const notRunning = { period: null, balanceDueOn: null, suspendedFrom: null, resumedFrom: null };

const withTerm = (account: OpenAccount, number: number, change: (term: Term) => Term): OpenAccount => {
  const known = account.terms.find(({ term }) => term === number);
  const others = account.terms.filter(({ term }) => term !== number);
  return { ...account, terms: [...others, change(known ?? newTerm(number))].sort((a, b) => a.term - b.term) };
};

const paid = (account: OpenAccount, allocations: readonly Allocation[]): OpenAccount => ({
  ...account,
  dues: account.dues.map(due => {
    const parts = allocations.filter(part => part.due === due.due);
    return parts.length > 0 ? { ...due, parts: [...due.parts, ...parts] } : due;
  }),
});

const withDues = (account: OpenAccount, changes: readonly Due[]): OpenAccount => ({
  ...account,
  dues: account.dues.map(due => changed(due, changes)),
});

const leftBy = (person: string, account: OpenAccount): OpenAccount =>
  account.left?.includes(person) ? account : { ...account, left: [...(account.left ?? []), person] };

const sentOn = (
  { persons, ...brought }: BroughtIn,
  onward: readonly { readonly transfer: string; readonly person: string; readonly amount: number }[],
): BroughtIn => ({
  ...brought,
  persons: persons.map(one => {
    const sent = onward.find(({ transfer, person }) => transfer === brought.transfer && person === one.person);
    return sent ? { ...one, amount: one.amount - sent.amount } : one;
  }),
});

/** Parts of dues that receipts no longer pay. */
const unpaid = (account: OpenAccount, released: readonly Allocation[]): OpenAccount => ({
  ...account,
  dues: account.dues.map(due => {
    const less = released.filter(part => part.due === due.due);
    return less.length > 0 ? { ...due, parts: less.reduce(lessParts, due.parts) } : due;
  }),
});

const changed = (due: OwnedDue, changes: readonly Due[]): OwnedDue => {
  const change = changes.find(one => one.due === due.due);
  return change ? { ...due, ...change } : due;
};

/** A joining fee that was paid stays paid. */
const cancelled = (due: OwnedDue): OwnedDue => ({
  ...due,
  cancelled: true,
  metOn: null,
  parts: due.what === 'joining-fee' ? due.parts : [],
});
