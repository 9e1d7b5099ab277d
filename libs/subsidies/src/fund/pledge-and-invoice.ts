import { accept, type Decision, nothingToDo, refuse, sum } from '#kernel';
import { pledge } from '../ledger/postings.js';
import { entriesOf, lookUp } from '../ledger/sorted-map.js';
import type { FundCommand } from './fund.commands.js';
import type { FundEvent, InvoiceLine } from './fund.events.js';
import { FundReason } from './fund.reasons.js';
import type { OpenFund } from './fund.state.js';
import { Draft, serveWaiting } from './waiting-list.js';

type Outcome = Decision<FundEvent, FundReason>;
type Of<Type extends FundCommand['type']> = Extract<FundCommand, { type: Type }>;

/** What one invoice lists at most; the rest is for the next. */
const mostLines = 5_000;

/**
 * Takes a funder's promise for money: households are served on it before it is paid. A State pays its part months
 * later; nobody's cover waits for it.
 *
 * @unit    `amount`: minor units of the fund's currency, above zero.
 * @refuses subsidies.pledge.reference_used  for another amount or day
 */
export const recordPledge = ({ reference, amount, pledgedOn }: Of<'RecordPledge'>, fund: OpenFund): Outcome => {
  const known = lookUp(fund.pledges, reference);
  if (known) {
    const same = known.amount === amount && known.pledgedOn === pledgedOn;
    return same ? nothingToDo : refuse(FundReason.pledgeReferenceUsed, { reference, ...known });
  }
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.FundingPledged',
    version: 1,
    effectiveAt: pledgedOn,
    data: { ...draft.movement(amount, pledge(amount)), reference, pledgedOn },
  });
  serveWaiting(draft, pledgedOn);
  return accept<FundEvent>(...draft.events);
};

/**
 * Lists what schemes earned of the fund since the last invoice, household by household, under pseudonyms. What was
 * invoiced and taken back since is listed too, as a deduction.
 *
 * @refuses subsidies.invoice.number_used  on another day
 * @refuses subsidies.invoice.nothing_due  nothing was earned since the last one, or less than was taken back
 */
export const drawUpInvoice = ({ invoice, drawnUpOn, dueOn }: Of<'DrawUpInvoice'>, fund: OpenFund): Outcome => {
  const known = lookUp(fund.invoices, invoice);
  if (known) return known.drawnUpOn === drawnUpOn ? nothingToDo : refuse(FundReason.invoiceNumberUsed, { invoice });
  const lines: InvoiceLine[] = [];
  for (const { value } of entriesOf(fund.uninvoiced)) if (lines.length < mostLines) lines.push(value);
  const amount = sum(lines.map(line => line.amount));
  if (amount <= 0) return refuse(FundReason.nothingDue, { fund: fund.fund, amount });
  return accept({
    type: 'subsidies.InvoiceDrawnUp',
    version: 1,
    effectiveAt: drawnUpOn,
    data: {
      ...{ fund: fund.fund, currency: fund.currency, invoice, amount, drawnUpOn, dueOn, lines },
      households: new Set(lines.map(({ scheme, household }) => `${scheme}/${household}`)).size,
      persons: lines.reduce((total, { persons }) => total + persons, 0),
    },
  });
};

/**
 * The funder says how much of an invoice it owes: the rest is in dispute.
 *
 * @refuses subsidies.invoice.unknown            of this fund
 * @refuses subsidies.invoice.above_what_is_due  a funder owes no more than it was asked
 */
export const acknowledgeInvoice = (
  { invoice, amount, acknowledgedOn }: Of<'AcknowledgeInvoice'>,
  fund: OpenFund,
): Outcome => {
  const known = lookUp(fund.invoices, invoice);
  if (!known) return refuse(FundReason.invoiceUnknown, { invoice }, 'notFound');
  if (known.acknowledged === amount) return nothingToDo;
  if (amount > known.amount) return refuse(FundReason.aboveWhatIsDue, { invoice, amount: known.amount });
  const data = { fund: fund.fund, currency: fund.currency, invoice, amount, acknowledgedOn };
  return accept({ type: 'subsidies.InvoiceAcknowledged', version: 1, effectiveAt: acknowledgedOn, data });
};
