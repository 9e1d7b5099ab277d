import { type Policy, request } from '#messaging';
import { DecideClawBack } from '../fund/decide-clawback.js';
import type { HouseholdEvent } from '../household/household.events.js';

/** Each fund that helped to pay the cover of somebody who died is asked; most contracts keep what was granted. */
export const clawBackPolicy: Policy<HouseholdEvent> = {
  name: 'subsidies.claw_back.v1',
  shard: 'subsidies',
  on: {
    'subsidies.SubsidisedPersonDied': ({ data }) => {
      const { scheme, household, term, person, diedOn, unearnedMonths, months, funds } = data;
      const unearned = { person, cause: 'death', unearnedMonths, months, clawedBackOn: diedOn } as const;
      return funds.map(fund =>
        request(`clawback:${fund}`, metadata => {
          return new DecideClawBack(fund, { type: 'ClawBack', scheme, household, term, ...unearned }, metadata);
        }),
      );
    },
  },
};
