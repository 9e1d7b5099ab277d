import type { Day } from '#kernel';
import type { Publication } from '#messaging';
import type { SubsidiesContracts, SubsidiesMessage } from '../contracts/index.js';
import { isHousehold } from '../fund/claimant.types.js';
import type { FundEvent, HouseholdTerm, Standing } from '../fund/fund.events.js';
import type { EnvelopeClosing, EnvelopeGranted } from '../envelope/envelope.events.js';
import type { CofundingStands } from '../household/household.events.js';

type Told = HouseholdTerm &
  Pick<SubsidiesContracts['subsidies.subsidy-reserved.v1'], 'fund' | 'currency'> & {
    readonly standing: Standing;
    readonly cofunding?: string;
  };

/** Of one fund among several, the agreement speaks; of school savings and awards nobody else need know. */
const reserved = ({ data, effectiveAt: on }: { readonly data: Told; readonly effectiveAt: Day }) => {
  const { fund, scheme, household, term, currency, standing, cofunding } = data;
  if (cofunding !== undefined || !isHousehold(household)) return [];
  const { total: amount, served, waiting, reason } = standing;
  const type = 'subsidies.subsidy-reserved.v1' as const;
  return [{ type, scheme, data: { fund, household, term, currency, amount, served, waiting, reason, on } }];
};

/** An envelope as it stands; where claims are decided, the fund's name stands for it. */
const envelope = ({ data, effectiveAt: on, type }: EnvelopeGranted | EnvelopeClosing) => {
  const { fund, currency, scheme, granted, terms } = data;
  const { parts, window, households, priority, persons, providers } = terms;
  const meant = { ...(persons && { persons }), ...(providers && { providers }) };
  const closed = type === 'subsidies.EnvelopeClosing';
  const told = { envelope: fund, currency, granted, parts, ...window, households, priority, ...meant, closed, on };
  return [{ type: 'subsidies.envelope-stands.v1' as const, scheme, data: told }];
};

/** Tells each household's scheme where its subsidy stands, also when it was another's release that served it. */
export const toTheWorld: Publication<FundEvent | CofundingStands, SubsidiesMessage> = {
  shard: 'subsidies',
  on: {
    'subsidies.SubsidyReserved': reserved,
    'subsidies.SubsidyKeptWaiting': reserved,
    'subsidies.SubsidyDeclined': reserved,
    'subsidies.EnvelopeGranted': envelope,
    'subsidies.EnvelopeClosing': envelope,
    'subsidies.SubsidyReleased': ({ data }) => {
      const { fund, scheme, household, term, currency, amount, releasedOn: on, cofunding } = data;
      if (cofunding !== undefined || !isHousehold(household)) return [];
      const type = 'subsidies.subsidy-released.v1';
      return [{ type, scheme, data: { fund, household, term, currency, amount, on } }];
    },
    // Who asked knows the agreement, not its funds.
    'subsidies.CofundingStands': ({ data, effectiveAt: on }) => {
      const { cofunding: fund, scheme, household, term, currency, amount, served, waiting, reason, released } = data;
      if (released > 0 && amount === 0) {
        const type = 'subsidies.subsidy-released.v1';
        return [{ type, scheme, data: { fund, household, term, currency, amount: released, on } }];
      }
      const type = 'subsidies.subsidy-reserved.v1';
      return [{ type, scheme, data: { fund, household, term, currency, amount, served, waiting, reason, on } }];
    },
  },
};
