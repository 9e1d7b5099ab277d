import { type Day, type Fold, unreachable, within } from '#kernel';
import type { ProviderEvent } from './provider.events.js';
import type { Complaint } from './complaint/complaint.types.js';
import type { ProviderContract } from './provider.types.js';

interface Suspension {
  readonly from: Day;
  readonly until: Day | null;
}

interface Agreements {
  /** In order of their first day. */
  readonly contracts: readonly ProviderContract[];
  readonly suspensions: readonly Suspension[];
  /** By id; absent where nobody complained. */
  readonly complaints?: ReadonlyMap<string, Complaint>;
}

/** A provider's agreements, scheme by scheme. */
export interface ProviderState {
  readonly schemes: ReadonlyMap<string, Agreements>;
}

/** How a provider stands with a scheme on a day. */
export type ContractStanding =
  | { readonly status: 'contracted'; readonly contract: ProviderContract }
  | { readonly status: 'suspended' | 'ended' | 'none'; readonly contract: null };

export const noAgreements: Agreements = { contracts: [], suspensions: [] };
const openEnd = '9999-12-31';

export const providerFold: Fold<ProviderEvent, ProviderState> = {
  initialState: { schemes: new Map() },
  evolve(provider, event) {
    const agreements = agreementsOf(provider, event.data.scheme);
    const { contracts, suspensions } = agreements;
    switch (event.type) {
      case 'benefits.ProviderContracted':
        return withAgreements(provider, event.data.scheme, {
          ...agreements,
          contracts: [...contracts, event.data.contract],
        });
      case 'benefits.ProviderSuspended': {
        const { from, until } = event.data;
        return withAgreements(provider, event.data.scheme, {
          ...agreements,
          suspensions: [...suspensions, { from, until }],
        });
      }
      case 'benefits.ComplaintFiled': {
        const { scheme, complaint, kind, happenedOn, filedOn, filedBy } = event.data;
        const filed: Complaint = { complaint, kind, happenedOn, filedOn, filedBy, status: 'open' };
        return withAgreements(provider, scheme, withComplaint(agreements, filed));
      }
      case 'benefits.ComplaintAnswered': {
        const { scheme, complaint, outcome, answeredOn } = event.data;
        const known = agreements.complaints?.get(complaint);
        if (!known) return provider;
        return withAgreements(provider, scheme, withComplaint(agreements, { ...known, status: outcome, answeredOn }));
      }
      case 'benefits.QualityClauseBroken':
        return provider;
      default:
        return unreachable(event);
    }
  },
};

export const agreementsOf = ({ schemes }: ProviderState, scheme: string): Agreements =>
  schemes.get(scheme) ?? noAgreements;

/** The latest agreement that had begun decides; a suspension outweighs it until that agreement is replaced. */
export const contractOn = (provider: ProviderState, scheme: string, on: Day): ContractStanding => {
  const { contracts, suspensions } = agreementsOf(provider, scheme);
  const contract = contracts.findLast(({ from }) => from <= on);
  if (!contract) return { status: 'none', contract: null };
  if (contract.to !== null && contract.to < on) return { status: 'ended', contract: null };
  const suspended = suspensions.some(
    ({ from, until }) => from >= contract.from && within({ from, to: until ?? openEnd }, on),
  );
  return suspended ? { status: 'suspended', contract: null } : { status: 'contracted', contract };
};

const withComplaint = (agreements: Agreements, complaint: Complaint): Agreements => ({
  ...agreements,
  complaints: new Map(agreements.complaints).set(complaint.complaint, complaint),
});

const withAgreements = ({ schemes }: ProviderState, scheme: string, agreements: Agreements): ProviderState => ({
  schemes: new Map(schemes).set(scheme, agreements),
});

export const providerStream = (provider: string): string => `benefits.provider-${provider}`;
