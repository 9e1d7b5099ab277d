import { ignore, type Projection, type Table } from '#eventstore';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdTable } from './household.entity.js';

/** Where households are: reports to funders speak of villages. */
export const householdProjection: Projection<HouseholdEvent> = {
  name: 'subsidies.household.v1',
  shard: 'subsidies',
  tables: [householdTable as unknown as Table],
  on: {
    'subsidies.HouseholdPlaced': {
      write: ({ data: { scheme, household, section } }, rows) =>
        rows.set(householdTable, { scheme, household, section }),
    },
    'subsidies.HouseholdCategoryNoted': ignore,
    'subsidies.FundAsked': ignore,
    'subsidies.FundNoLongerAsked': ignore,
    'subsidies.CofundingStands': ignore,
    'subsidies.SubsidisedTermStarted': ignore,
    'subsidies.SubsidisedPersonDied': ignore,
    'subsidies.PersonClawedBack': ignore,
  },
};
