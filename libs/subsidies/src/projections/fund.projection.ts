import {
  ignore,
  type Projection,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import type { FundEvent } from '../fund/fund.events.js';
import { type Balance, emptyBalance, noScheme } from '../ledger/postings.js';
import { FundRow, fundTable } from './fund.entity.js';

interface OfFund {
  readonly data: { readonly fund: string };
}
interface Moved {
  readonly data: { readonly fund: string; readonly balance: Balance };
}

const known = {
  reads: ({ data: { fund } }: OfFund): readonly RowsWanted[] => [wants(fundTable, { fund })],
};

const change = (rows: Rows, fund: string, changed: (row: FundRow) => Partial<FundRow>): void => {
  const row = rows.get(fundTable, { fund });
  if (row) rows.set(fundTable, { ...row, ...changed(row) });
};

/** Copies the balance each movement left behind. */
const moved = {
  ...known,
  write: ({ data: { fund, balance } }: Moved, rows: Rows): void =>
    change(rows, fund, () => ({ ...balance, pledged: balance.pledged ?? 0 })),
};

/** Funds, their contracts and their balances. */
export const fundProjection: Projection<FundEvent> = {
  name: 'subsidies.fund.v1',
  shard: 'subsidies',
  tables: [fundTable as unknown as Table],
  on: {
    'subsidies.FundOpened': {
      write: ({ data: { fund, funder, currency, contract } }, rows) =>
        rows.set(fundTable, {
          fund,
          scheme: noScheme,
          funder,
          currency,
          contracts: [contract],
          ...emptyBalance,
          pledged: 0,
        }),
    },
    'subsidies.FundAmended': {
      ...known,
      write: (
        { data: { fund, contract } }: RecordedEvent<Extract<FundEvent, { type: 'subsidies.FundAmended' }>>,
        rows,
      ) =>
        change(rows, fund, ({ contracts }) => ({
          contracts: [...contracts.filter(({ version }) => version !== contract.version), contract],
        })),
    },
    'subsidies.FundingReceived': moved,
    'subsidies.SubsidyReserved': moved,
    'subsidies.SubsidyCommitted': moved,
    'subsidies.CommitmentUndone': moved,
    'subsidies.SubsidyReleased': moved,
    'subsidies.SubsidySettled': moved,
    'subsidies.SubsidyClawedBack': moved,
    'subsidies.FundingPledged': moved,
    'subsidies.EnvelopeGranted': moved,
    'subsidies.EnvelopeUsed': moved,
    'subsidies.EnvelopeReleased': moved,
    'subsidies.EnvelopeSettled': moved,
    'subsidies.EnvelopeClosing': ignore,
    'subsidies.InvoiceDrawnUp': ignore,
    'subsidies.InvoiceAcknowledged': ignore,
    'subsidies.BeneficiariesListed': ignore,
    'subsidies.DutyMet': ignore,
    'subsidies.DutyReminded': ignore,
    'subsidies.SubsidyRequested': ignore,
    'subsidies.SubsidyDeclined': ignore,
    'subsidies.SubsidyKeptWaiting': ignore,
  },
};
