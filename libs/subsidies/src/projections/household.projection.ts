import { ignore, type Projection, type Table } from '#eventstore';
import type { HouseholdEvent } from '../household/household.events.js';
import { carriedTable, householdTable, personsTable, termTable } from './household.entity.js';

/** Where households are, when their cover runs, whom funds carry: what reports and controls speak of. */
export const householdProjection: Projection<HouseholdEvent> = {
  name: 'subsidies.household.v1',
  shard: 'subsidies',
  tables: [householdTable, termTable, carriedTable, personsTable].map(table => table as unknown as Table),
  on: {
    'subsidies.HouseholdPlaced': {
      write: ({ data: { scheme, household, section } }, rows) =>
        rows.set(householdTable, { scheme, household, section }),
    },
    'subsidies.HouseholdCategoryNoted': ignore,
    'subsidies.HouseholdGroupNoted': ignore,
    'subsidies.HouseholdTwinNoted': ignore,
    'subsidies.HouseholdCounted': {
      write: ({ data: { scheme, household, bands } }, rows) => rows.set(personsTable, { scheme, household, bands }),
    },
    'subsidies.FundAsked': {
      write: ({ data: { fund, scheme, household, term, requestedOn, named = [] } }, rows) => {
        for (const person of named) rows.set(carriedTable, { fund, scheme, household, term, person, requestedOn });
      },
    },
    'subsidies.FundNoLongerAsked': ignore,
    'subsidies.CofundingStands': ignore,
    'subsidies.SubsidisedTermStarted': {
      write: ({ data: { scheme, household, term, period } }, rows) =>
        rows.set(termTable, { scheme, household, term, from: period.from, to: period.to }),
    },
    'subsidies.SubsidisedPersonDied': ignore,
    'subsidies.PersonClawedBack': ignore,
  },
};
