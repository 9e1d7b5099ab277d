import type { Message } from '#messaging';
import type { Stores } from '#platform';
import type { CofundingEvent } from '../../libs/subsidies/src/cofunding/cofunding.events.js';
import { cofundingFold, type CofundingState, fundsOn } from '../../libs/subsidies/src/cofunding/cofunding.state.js';

/** Which funds carry contributions together, by the log of subsidies. */
export interface Agreements {
  readonly byName: ReadonlyMap<string, CofundingState>;
  /** Of any of them. */
  readonly funds: ReadonlySet<string>;
}

export const noAgreements: Agreements = { byName: new Map(), funds: new Set() };

export const agreementsIn = async ({ log, codec }: Pick<Stores, 'log' | 'codec'>): Promise<Agreements> => {
  const byName = new Map<string, CofundingState>();
  const funds = new Set<string>();
  for await (const stored of log.scan('subsidies')) {
    for (const event of await codec.clearly(stored.filter(({ type }) => type === 'subsidies.CofundingAgreed'))) {
      const { data } = event as unknown as CofundingEvent;
      const before = byName.get(data.cofunding) ?? cofundingFold.initialState;
      byName.set(data.cofunding, cofundingFold.evolve(before, event as unknown as CofundingEvent));
      for (const fund of data.funds) funds.add(fund);
    }
  }
  return { byName, funds };
};

/** Funds asked after the first, each for what those before it left; none where one fund is asked alone. */
export const othersAsked = ({ byName }: Agreements, { data }: Message): readonly string[] => {
  const { subsidy, raisedOn } = data as { readonly subsidy: { readonly fund: string }; readonly raisedOn: string };
  const agreement = byName.get(subsidy.fund);
  return (agreement && fundsOn(agreement, raisedOn)?.slice(1)) ?? [];
};
