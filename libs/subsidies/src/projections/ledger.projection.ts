import { ignore, type Projection, type RecordedEvent, type Rows, type Table } from '#eventstore';
import type { FundEvent } from '../fund/fund.events.js';
import type { GrantEvent } from '../grant/grant.events.js';
import { ledgerTable } from './ledger.entity.js';

type RestrictedMoneyEvent = FundEvent | GrantEvent;
type Movement = Extract<RestrictedMoneyEvent, { data: { postings: readonly unknown[] } }>;

/** Copies the postings the decision wrote: the journal never reckons anything itself. */
const journal = {
  write({ type, effectiveAt, data, recorded: { position } }: RecordedEvent<Movement>, rows: Rows): void {
    data.postings.forEach(({ account, scheme, amount }, line) =>
      rows.set(ledgerTable, {
        position,
        line,
        fund: data.fund,
        scheme,
        account,
        amount,
        currency: data.currency,
        because: type,
        household: 'household' in data ? data.household : null,
        term: 'term' in data ? data.term : null,
        reference: 'reference' in data ? data.reference : null,
        effectiveAt,
      }),
    );
  },
};

/** The double-entry journal of the restricted funds. */
export const ledgerProjection: Projection<RestrictedMoneyEvent> = {
  name: 'subsidies.ledger.v1',
  shard: 'subsidies',
  tables: [ledgerTable as unknown as Table],
  on: {
    'subsidies.FundingReceived': journal,
    'subsidies.SubsidyReserved': journal,
    'subsidies.SubsidyCommitted': journal,
    'subsidies.CommitmentUndone': journal,
    'subsidies.SubsidyReleased': journal,
    'subsidies.SubsidySettled': journal,
    'subsidies.SubsidyClawedBack': journal,
    'subsidies.FundingPledged': journal,
    'subsidies.EnvelopeGranted': journal,
    'subsidies.EnvelopeUsed': journal,
    'subsidies.EnvelopeReleased': journal,
    'subsidies.EnvelopeSettled': journal,
    'subsidies.EnvelopeClosing': ignore,
    'subsidies.GrantTrancheReleased': journal,
    'subsidies.GrantExpenseJustified': journal,
    'subsidies.GrantRemainderRepaid': journal,
    'subsidies.InvoiceDrawnUp': ignore,
    'subsidies.InvoiceAcknowledged': ignore,
    'subsidies.GrantSigned': ignore,
    'subsidies.GrantExpenseDeclined': ignore,
    'subsidies.GrantDeliverableMet': ignore,
    'subsidies.GrantReportSubmitted': ignore,
    'subsidies.BeneficiariesListed': ignore,
    'subsidies.DutyMet': ignore,
    'subsidies.DutyReminded': ignore,
    'subsidies.FundOpened': ignore,
    'subsidies.FundAmended': ignore,
    'subsidies.SubsidyRequested': ignore,
    'subsidies.SubsidyDeclined': ignore,
    'subsidies.SubsidyKeptWaiting': ignore,
  },
};
