import type { RecordedEvent } from '#eventstore';
import { type Policy, request } from '#messaging';
import type { FundEvent } from '../fund/fund.events.js';
import { DecideHousehold } from '../household/decide-household.js';

type OfHousehold = Extract<FundEvent, { data: { standing: unknown } }>;

/** Where one of several funds stands is added to what the others carry. Not of a term that one fund carries alone. */
const share = ({ data, effectiveAt }: RecordedEvent<OfHousehold>, released = 0) => {
  const { scheme, household, term, fund, currency, cofunding, standing } = data;
  if (cofunding === undefined) return [];
  const { total, served, waiting, reason } = standing;
  const stands = { fund, currency, cofunding, share: { amount: total, served, waiting, reason }, released };
  return [
    request('share', metadata => {
      const on = effectiveAt;
      return new DecideHousehold({ type: 'NoteFundShare', scheme, household, term, ...stands, on }, metadata);
    }),
  ];
};

export const addUpCofundingPolicy: Policy<FundEvent> = {
  name: 'subsidies.add_up_cofunding.v1',
  shard: 'subsidies',
  on: {
    'subsidies.SubsidyReserved': event => share(event),
    'subsidies.SubsidyKeptWaiting': event => share(event),
    'subsidies.SubsidyDeclined': event => share(event),
    'subsidies.SubsidyClawedBack': event => share(event),
    'subsidies.SubsidyReleased': event => share(event, event.data.amount),
  },
};
