import { accept, type Decider, type Decision, type Minor, nothingToDo, refuse, unreachable, within } from '#kernel';
import { balanceAfter, type Posting, receive, repay, spend } from '../ledger/postings.js';
import { lookUp } from '../ledger/sorted-map.js';
import type { GrantCommand } from './grant.commands.js';
import type { Expense, GrantCode, GrantEvent, GrantTerms } from './grant.events.js';
import { GrantReason } from './grant.reasons.js';
import { bookOf, grantFold, type GrantState, justifiedRate_bps, type SignedGrant } from './grant.state.js';

type Outcome = Decision<GrantEvent, GrantReason>;
type Of<Type extends GrantCommand['type']> = Extract<GrantCommand, { type: Type }>;

/** Keeps a grant to its contract: what opens each tranche, which expenses it carries, what is handed in when. */
export const grantDecider: Decider<GrantCommand, GrantEvent, GrantState, GrantReason> = {
  ...grantFold,

  decide(command, grant) {
    if (command.type === 'SignGrant') return sign(command, grant);
    if (grant.status === 'none') return refuse(GrantReason.unknown, { grant: command.grant }, 'notFound');
    switch (command.type) {
      case 'ReleaseGrantTranche':
        return release(command, grant);
      case 'RecordGrantExpense':
        return recordExpense(command, grant);
      case 'RecordGrantDeliverable':
        return recordDeliverable(command, grant);
      case 'SubmitGrantReport':
        return submitReport(command, grant);
      case 'RepayGrantRemainder':
        return repayRemainder(command, grant);
      default:
        return unreachable(command);
    }
  },
};

/**
 * @refuses subsidies.grant.funder_unknown       the funder is not registered
 * @refuses subsidies.grant.already_signed       on other terms
 * @refuses subsidies.grant.period_reversed      the period ends before it begins
 * @refuses subsidies.grant.first_tranche_waits  the first tranche depends on money that never came
 */
const sign = ({ grant, funder, terms, signedOn, funderRegistered }: Of<'SignGrant'>, state: GrantState): Outcome => {
  if (!funderRegistered) return refuse(GrantReason.funderUnknown, { funder }, 'notFound');
  if (state.status !== 'none') {
    const same = state.funder === funder && state.signedOn === signedOn && sameTerms(state, terms);
    return same ? nothingToDo : refuse(GrantReason.alreadySigned, { grant });
  }
  if (terms.period.to < terms.period.from)
    return refuse(GrantReason.periodReversed, { ...terms.period }, 'unprocessable');
  if ((terms.tranches[0]?.afterJustified_bps ?? 0) > 0)
    return refuse(GrantReason.firstTrancheWaits, { grant }, 'unprocessable');
  return accept({
    type: 'subsidies.GrantSigned',
    version: 1,
    effectiveAt: signedOn,
    data: { grant, funder, ...terms, signedOn },
  });
};

/**
 * Books a tranche that arrived.
 *
 * @refuses subsidies.grant.tranche_unknown       the contract has fewer
 * @refuses subsidies.grant.tranche_released      under another reference
 * @refuses subsidies.grant.closed                what was left was repaid
 * @refuses subsidies.grant.tranche_out_of_order  the one before it did not arrive
 * @refuses subsidies.grant.not_justified         too little of what was released is justified
 * @refuses subsidies.grant.deliverable_missing   something promised for it is not there
 */
const release = ({ tranche, reference, receivedOn }: Of<'ReleaseGrantTranche'>, grant: SignedGrant): Outcome => {
  const terms = grant.tranches[tranche - 1];
  if (!terms) return refuse(GrantReason.trancheUnknown, { tranche }, 'notFound');
  const known = grant.released[tranche - 1];
  if (known !== undefined)
    return known === reference ? nothingToDo : refuse(GrantReason.trancheReleased, { tranche, reference: known });
  if (grant.status === 'closed') return refuse(GrantReason.closed, { grant: grant.grant });
  if (grant.released.length !== tranche - 1)
    return refuse(GrantReason.trancheOutOfOrder, { tranche, next: grant.released.length + 1 });
  if (tranche > 1 && justifiedRate_bps(grant) < terms.afterJustified_bps)
    return refuse(GrantReason.notJustified, {
      justified: grant.balance.settled,
      released: grant.balance.received,
      afterJustified_bps: terms.afterJustified_bps,
    });
  const missing = terms.deliverables.find(deliverable => !grant.met.includes(deliverable));
  if (missing !== undefined) return refuse(GrantReason.deliverableMissing, { tranche, deliverable: missing });
  return accept({
    type: 'subsidies.GrantTrancheReleased',
    version: 1,
    effectiveAt: receivedOn,
    data: { ...movement(grant, terms.amount, receive(terms.amount)), tranche, reference, receivedOn },
  });
};

/**
 * Carries an expense that has its voucher, or says by an event why not: what is declined stays in the register.
 *
 * @unit    `amount`: minor units of the grant's currency, above zero.
 * @refuses subsidies.grant.voucher_used  for another expense
 * @refuses subsidies.grant.closed        what was left was repaid
 */
const recordExpense = (command: Of<'RecordGrantExpense'>, grant: SignedGrant): Outcome => {
  const { expense, category, village, amount, spentOn } = command;
  const asked: Expense = { expense, category, village, amount, spentOn };
  const known = lookUp(grant.expenses, expense);
  if (known) return sameExpense(known, asked) ? nothingToDo : refuse(GrantReason.voucherUsed, { expense });
  if (grant.status === 'closed') return refuse(GrantReason.closed, { grant: grant.grant });
  const reason = reasonAgainst(asked, grant);
  if (reason)
    return accept({
      type: 'subsidies.GrantExpenseDeclined',
      version: 1,
      effectiveAt: spentOn,
      data: { grant: grant.grant, ...asked, reason, left: grant.balance.available },
    });
  return accept({
    type: 'subsidies.GrantExpenseJustified',
    version: 1,
    effectiveAt: spentOn,
    data: { ...movement(grant, amount, spend(amount)), ...asked },
  });
};

const reasonAgainst = ({ category, village, amount, spentOn }: Expense, grant: SignedGrant): GrantCode | null => {
  const elsewhere = grant.villages.length > 0 && (village === null || !grant.villages.includes(village));
  if (!grant.categories.includes(category) || elsewhere) return 'SUB-002';
  if (!within(grant.period, spentOn)) return 'SUB-003';
  return amount > grant.balance.available ? 'SUB-001' : null;
};

/** @refuses subsidies.grant.deliverable_unknown  no tranche waits for it */
const recordDeliverable = ({ deliverable, metOn }: Of<'RecordGrantDeliverable'>, grant: SignedGrant): Outcome => {
  if (grant.met.includes(deliverable)) return nothingToDo;
  if (!grant.tranches.some(({ deliverables }) => deliverables.includes(deliverable)))
    return refuse(GrantReason.deliverableUnknown, { deliverable }, 'notFound');
  const data = { grant: grant.grant, deliverable, metOn };
  return accept({ type: 'subsidies.GrantDeliverableMet', version: 1, effectiveAt: metOn, data });
};

/** @refuses subsidies.grant.report_unknown  none is due on that day */
const submitReport = ({ dueOn, submittedOn }: Of<'SubmitGrantReport'>, grant: SignedGrant): Outcome => {
  if (!grant.reportsDue.includes(dueOn)) return refuse(GrantReason.reportUnknown, { dueOn }, 'notFound');
  if (grant.reports[dueOn] !== undefined) return nothingToDo;
  const data = { grant: grant.grant, dueOn, submittedOn };
  return accept({ type: 'subsidies.GrantReportSubmitted', version: 1, effectiveAt: submittedOn, data });
};

/**
 * Gives back what was released and not spent, and closes the grant.
 *
 * @refuses subsidies.grant.closed        it was closed before
 * @refuses subsidies.grant.nothing_left  all of it was spent
 */
const repayRemainder = ({ reference, repaidOn }: Of<'RepayGrantRemainder'>, grant: SignedGrant): Outcome => {
  if (grant.repaidUnder === reference) return nothingToDo;
  if (grant.status === 'closed') return refuse(GrantReason.closed, { grant: grant.grant });
  const { available } = grant.balance;
  if (available === 0) return refuse(GrantReason.nothingLeft, { grant: grant.grant });
  return accept({
    type: 'subsidies.GrantRemainderRepaid',
    version: 1,
    effectiveAt: repaidOn,
    data: { ...movement(grant, available, repay(available)), reference, repaidOn },
  });
};

const movement = ({ grant, currency, balance }: SignedGrant, amount: Minor, postings: readonly Posting[]) => ({
  grant,
  fund: bookOf(grant),
  currency,
  amount,
  postings,
  balance: balanceAfter(balance, postings),
});

const sameExpense = (left: Expense, right: Expense): boolean =>
  left.category === right.category &&
  left.village === right.village &&
  left.amount === right.amount &&
  left.spentOn === right.spentOn;

const sameTerms = (left: GrantTerms, right: GrantTerms): boolean => canonical(left) === canonical(right);

const canonical = ({ currency, scope, villages, categories, period, tranches, reportsDue }: GrantTerms): string =>
  JSON.stringify([
    ...[currency, scope, villages, categories, period.from, period.to, reportsDue],
    tranches.map(({ amount, afterJustified_bps, deliverables }) => [amount, afterJustified_bps, deliverables]),
  ]);
