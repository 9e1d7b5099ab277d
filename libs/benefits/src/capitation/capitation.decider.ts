import { accept, type Currency, type Day, type Decider, endOfMonth, nothingToDo, refuse } from '#kernel';
import type { ContractStanding } from '../provider/provider.state.js';
import type { CapitationEvent } from './capitation.events.js';
import { CapitationReason } from './capitation.reasons.js';

/** Says how many persons were registered with a provider in a month; the contract of its first day decides. */
export interface RecordCapitation {
  readonly type: 'RecordCapitation';
  readonly scheme: string;
  readonly provider: string;
  readonly month: string;
  readonly persons: number;
  readonly recordedOn: Day;
  readonly currency: Currency;
  readonly standing: ContractStanding;
}

export interface CapitationState {
  readonly total: number;
  readonly persons: number;
  readonly telling: number;
}

/**
 * A month by the head is owed once; another count corrects it by the difference.
 *
 * @refuses benefits.capitation.not_agreed     nobody agreed on it with this provider for that month
 * @refuses benefits.capitation.month_not_over the count of a month is known on its last day
 */
export const capitationDecider: Decider<RecordCapitation, CapitationEvent, CapitationState, CapitationReason> = {
  initialState: { total: 0, persons: 0, telling: 0 },
  evolve: (_, { data: { total, persons, telling } }) => ({ total, persons, telling }),

  decide({ scheme, provider, month, persons, recordedOn, currency, standing }, before) {
    const perPerson = standing.contract?.capitation?.perPerson;
    if (perPerson === undefined) return refuse(CapitationReason.notAgreed, { provider, month }, 'unprocessable');
    const last = endOfMonth(`${month}-01`);
    if (recordedOn < last) return refuse(CapitationReason.monthNotOver, { month, recordedOn }, 'unprocessable');
    const total = perPerson * persons;
    if (before.telling > 0 && before.total === total && before.persons === persons) return nothingToDo;
    const amount = total - before.total;
    const data = { scheme, provider, month, persons, perPerson, total, amount, currency };
    return accept({
      type: 'benefits.CapitationDue',
      version: 1,
      effectiveAt: last,
      data: { ...data, telling: before.telling + 1, recordedOn },
    });
  },
};

export const capitationStream = (scheme: string, provider: string, month: string): string =>
  `benefits.capitation-${scheme}.${provider}.${month}`;

/** What stands in the place of a claim on a remittance: no claim can have such an id. */
export const capitationLine = (month: string): string => `capitation:${month}`;

export const isCapitationLine = (claim: string): boolean => claim.startsWith('capitation:');
