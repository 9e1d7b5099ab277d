import { sum } from '#kernel';
import type { Publication } from '#messaging';
import type { AccountEvent, DuesRaised } from '../account/account.events.js';
import type { Due } from '../account/account.types.js';
import type { ContributionsContracts, ContributionsMessage } from '../contracts/index.js';

/** What the other contexts learn of dues, and of the rights that paying them gives. */
export const toTheWorld: Publication<AccountEvent, ContributionsMessage> = {
  shard: 'contributions',
  on: {
    'contributions.DuesRaised': ({ data }) => [{ type: 'contributions.dues-raised.v1', data: duesRaised(data) }],
    'contributions.DuesCancelled': ({ data: { household, term, on } }) => [
      { type: 'contributions.dues-cancelled.v1', data: { household, term, on } },
    ],
    'contributions.DuesCarriedElsewhere': ({ data: { household, term, on } }) => [
      { type: 'contributions.dues-cancelled.v1', data: { household, term, on } },
    ],
    'contributions.EntitlementOpened': ({ data: { household, term, metOn, persons } }) => [
      { type: 'contributions.entitlement-opened.v1', data: { household, term, metOn, persons } },
    ],
    'contributions.EntitlementSuspended': ({ data: { household, term, from } }) => [
      { type: 'contributions.entitlement-suspended.v1', data: { household, term, from } },
    ],
    'contributions.EntitlementResumed': ({ data: { household, term, from } }) => [
      { type: 'contributions.entitlement-resumed.v1', data: { household, term, from } },
    ],
    'contributions.EntitlementWithdrawn': ({ data: { household, term, because } }) => [
      { type: 'contributions.entitlement-withdrawn.v1', data: { household, term, because } },
    ],
  },
};

const duesRaised = (data: DuesRaised['data']): ContributionsContracts['contributions.dues-raised.v1'] => {
  const { household, term, product, plan, persons, dues, raisedOn } = data;
  const contributions = dues.filter(({ what }) => what === 'contribution');
  const asked = contributions.find(({ subsidy }) => subsidy !== null)?.subsidy;
  const total = (of: readonly Due[], amount: (due: Due) => number) => sum(of.map(amount));
  return {
    ...{ household, term, product, currency: plan.currency, persons, raisedOn },
    gross: total(contributions, ({ gross }) => gross),
    joiningFee: total(dues, ({ what, gross }) => (what === 'joining-fee' ? gross : 0)),
    memberShare: total(contributions, ({ memberShare }) => memberShare),
    subsidy: asked ? { fund: asked.fund, perPerson: asked.perPerson, persons: asked.persons } : null,
  };
};
