import { ignore, type Projection, type Rows, type RowsWanted, type Table, wants } from '#eventstore';
import type { Currency, Day } from '#kernel';
import type { FundEvent, HouseholdTerm, Standing } from '../fund/fund.events.js';
import { type ReservationStatus, reservationTable } from './reservation.entity.js';

interface Told {
  readonly effectiveAt: Day;
  readonly data: HouseholdTerm & { readonly fund: string; readonly currency: Currency; readonly standing: Standing };
}

/** @param settled what is said of a term nobody waits for and that holds nothing. */
const standingAs = (settled: ReservationStatus) => ({
  reads: ({ data: { fund, household, term } }: Told): readonly RowsWanted[] => [
    wants(reservationTable, { fund, household, term }),
  ],

  write({ effectiveAt, data: { fund, scheme, household, term, currency, standing } }: Told, rows: Rows): void {
    const { total, served, waiting, reason } = standing;
    const requestedOn = rows.get(reservationTable, { fund, household, term })?.requestedOn ?? effectiveAt;
    const status = statusOf(standing, settled);
    rows.set(reservationTable, {
      fund,
      scheme,
      household,
      term,
      currency,
      status,
      amount: total,
      served,
      waiting,
      reason,
      requestedOn,
      changedOn: effectiveAt,
    });
  },
});

const statusOf = ({ total, reserved, committed, waiting }: Standing, settled: ReservationStatus): ReservationStatus => {
  if (waiting > 0) return total > 0 ? 'partly-reserved' : 'waiting';
  if (reserved > 0) return 'reserved';
  return committed > 0 || (total > 0 && settled !== 'released') ? 'committed' : settled;
};

/** What each household was granted, and who still waits. */
export const reservationProjection: Projection<FundEvent> = {
  name: 'subsidies.reservation.v1',
  shard: 'subsidies',
  tables: [reservationTable as unknown as Table],
  on: {
    'subsidies.SubsidyRequested': standingAs('waiting'),
    'subsidies.SubsidyReserved': standingAs('reserved'),
    'subsidies.SubsidyKeptWaiting': standingAs('waiting'),
    'subsidies.SubsidyDeclined': standingAs('declined'),
    'subsidies.SubsidyCommitted': standingAs('committed'),
    'subsidies.CommitmentUndone': standingAs('reserved'),
    'subsidies.SubsidyReleased': standingAs('released'),
    'subsidies.SubsidyClawedBack': standingAs('committed'),
    'subsidies.FundingPledged': ignore,
    'subsidies.InvoiceDrawnUp': ignore,
    'subsidies.InvoiceAcknowledged': ignore,
    'subsidies.EnvelopeGranted': ignore,
    'subsidies.EnvelopeClosing': ignore,
    'subsidies.EnvelopeUsed': ignore,
    'subsidies.EnvelopeReleased': ignore,
    'subsidies.EnvelopeSettled': ignore,
    'subsidies.FundOpened': ignore,
    'subsidies.BeneficiariesListed': ignore,
    'subsidies.DutyMet': ignore,
    'subsidies.DutyReminded': ignore,
    'subsidies.FundAmended': ignore,
    'subsidies.FundingReceived': ignore,
    'subsidies.SubsidySettled': ignore,
  },
};
