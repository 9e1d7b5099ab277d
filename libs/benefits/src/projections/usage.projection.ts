import { ignore, type Projection, type Table } from '#eventstore';
import type { HouseholdEvent } from '../household/household.events.js';
import { rightsUsedTable } from './usage.entity.js';

/** Copies what each decision says it uses. */
export const usageProjection: Projection<HouseholdEvent> = {
  name: 'benefits.rights_used.v1',
  shard: 'benefits',
  tables: [rightsUsedTable as unknown as Table],
  on: {
    'benefits.ClaimBooked': {
      write: ({ data, recorded: { scheme } }, rows) => {
        const { claim, household, person, status, governs, period, usage } = data;
        const used = status === 'approved' ? usage : { ceilings: 0, deducted: 0 };
        rows.set(rightsUsedTable, {
          claim,
          scheme,
          household,
          person,
          status,
          governs,
          periodFrom: period?.from ?? null,
          periodTo: period?.to ?? null,
          ceilings: used.ceilings,
          deducted: used.deducted,
        });
      },
    },
    'benefits.RightsHandedOn': ignore,
    'benefits.RightsBroughtIn': ignore,
    'benefits.CoverNoted': ignore,
    'benefits.LumpSumDecided': ignore,
    'benefits.ItemReceived': ignore,
    'benefits.SessionAttested': ignore,
    'benefits.PersonDescribed': ignore,
    'benefits.LetterIssued': ignore,
    'benefits.LetterReleased': ignore,
  },
};
