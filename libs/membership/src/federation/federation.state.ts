import { type Day, type Fold, unreachable } from '#kernel';
import type { FederationEvent } from './federation.events.js';
import type { Affiliation, Level } from './federation.types.js';

export interface RegisteredFederation {
  readonly status: 'registered';
  readonly federation: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly children: readonly string[];
  /** In the order they were recorded; a scheme that came back has more than one. */
  readonly affiliations: readonly Affiliation[];
}

export type FederationState = { readonly status: 'none' } | RegisteredFederation;

export const federationFold: Fold<FederationEvent, FederationState> = {
  initialState: { status: 'none' },
  evolve(federation, event) {
    if (event.type === 'membership.FederationRegistered')
      return { status: 'registered', ...event.data, children: [], affiliations: [] };
    if (federation.status === 'none') return federation;
    switch (event.type) {
      case 'membership.FederationJoined':
        return { ...federation, children: [...federation.children, event.data.child] };
      case 'membership.SchemeAffiliated': {
        const { scheme, from, dues } = event.data;
        return { ...federation, affiliations: [...federation.affiliations, { scheme, from, until: null, dues }] };
      }
      case 'membership.AffiliationEnded': {
        const { scheme, until } = event.data;
        return {
          ...federation,
          affiliations: federation.affiliations.map(known =>
            known.scheme === scheme && known.until === null ? { ...known, until } : known,
          ),
        };
      }
      default:
        return unreachable(event);
    }
  },
};

export const affiliatedOn = ({ affiliations }: RegisteredFederation, on: Day): readonly Affiliation[] =>
  affiliations.filter(({ from, until }) => from <= on && (until === null || on <= until));

export const federationStream = (federation: string): string => `membership.federation-${federation}`;
