import type { Day } from '#kernel';
import type { Publication } from '#messaging';
import type { SubsidiesContracts, SubsidiesMessage } from '../contracts/index.js';
import type { FundEvent, HouseholdTerm, Standing } from '../fund/fund.events.js';

/** Tells each household's scheme where its subsidy stands, also when it was another's release that served it. */
export const toTheWorld: Publication<FundEvent, SubsidiesMessage> = {
  shard: 'subsidies',
  on: {
    'subsidies.SubsidyReserved': event => [reserved(event)],
    'subsidies.SubsidyKeptWaiting': event => [reserved(event)],
    'subsidies.SubsidyDeclined': event => [reserved(event)],
    'subsidies.SubsidyReleased': ({ data: { fund, scheme, household, term, currency, amount, releasedOn } }) => [
      {
        type: 'subsidies.subsidy-released.v1',
        scheme,
        data: { fund, household, term, currency, amount, on: releasedOn },
      },
    ],
  },
};

type Told = HouseholdTerm &
  Pick<SubsidiesContracts['subsidies.subsidy-reserved.v1'], 'fund' | 'currency'> & { readonly standing: Standing };

const reserved = ({ data, effectiveAt }: { readonly data: Told; readonly effectiveAt: Day }) => {
  const { fund, scheme, household, term, currency, standing } = data;
  const { total, served, waiting, reason } = standing;
  return {
    type: 'subsidies.subsidy-reserved.v1' as const,
    scheme,
    data: { fund, household, term, currency, amount: total, served, waiting, reason, on: effectiveAt },
  };
};
