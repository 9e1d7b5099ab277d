import { type Day, type Fold, unreachable, within } from '#kernel';
import { entriesOf, lookUp, put, type SortedMap } from '../ledger/sorted-map.js';
import type { Need, PartnerEvent, Quota, ReferredNeed } from './partner.events.js';

export type ReferralStatus = 'waiting' | 'issued' | 'accepted' | 'done' | 'not-done';

export interface Referral extends ReferredNeed {
  readonly status: ReferralStatus;
  /** The quota it uses up. */
  readonly quota: string | null;
}

export interface RegisteredPartner {
  readonly status: 'registered';
  readonly partner: string;
  /** Null once its key is gone. */
  readonly name: string | null;
  readonly needs: readonly Need[];
  readonly formal: boolean;
  readonly quotas: readonly Quota[];
  /** By number. */
  readonly referrals: SortedMap<Referral>;
  /** Numbers of those who wait, in the order of their identification. */
  readonly waiting: readonly string[];
  /** Quota → households that used it up. */
  readonly used: Readonly<Record<string, readonly string[]>>;
}

export type PartnerState = { readonly status: 'none' } | RegisteredPartner;

export const partnerStream = (partner: string): string => `subsidies.partner-${partner}`;

export const partnerFold: Fold<PartnerEvent, PartnerState> = {
  initialState: { status: 'none' },

  evolve(partner, event) {
    if (event.type === 'subsidies.PartnerRegistered') {
      const { partner: id, needs, formal } = event.data;
      const name = event.sealed?.name.value ?? null;
      const none = { quotas: [], referrals: null, waiting: [], used: {} };
      return { status: 'registered', partner: id, name, needs, formal, ...none };
    }
    return partner.status === 'none' ? partner : evolveRegistered(partner, event);
  },
};

export const evolveRegistered = (
  partner: RegisteredPartner,
  event: Exclude<PartnerEvent, { type: 'subsidies.PartnerRegistered' }>,
): RegisteredPartner => {
  switch (event.type) {
    case 'subsidies.PartnerQuotaAgreed': {
      const { quota, period, households } = event.data;
      return { ...partner, quotas: [...partner.quotas, { quota, period, households }] };
    }
    case 'subsidies.ReferralKeptWaiting':
      return queued(partner, { ...needOf(event.data), status: 'waiting', quota: null });
    case 'subsidies.ReferralIssued': {
      const { referral, household, quota } = event.data;
      const waiting = partner.waiting.filter(number => number !== referral);
      const issued: Referral = { ...needOf(event.data), status: 'issued', quota };
      const referrals = put(partner.referrals, referral, issued);
      if (quota === null) return { ...partner, waiting, referrals };
      const used = [...new Set([...(partner.used[quota] ?? []), household])];
      return { ...partner, waiting, referrals, used: { ...partner.used, [quota]: used } };
    }
    case 'subsidies.ReferralAccepted':
      return withStatus(partner, event.data.referral, 'accepted');
    case 'subsidies.ReferralClosed':
      return withStatus(partner, event.data.referral, event.data.done ? 'done' : 'not-done');
    default:
      return unreachable(event);
  }
};

const needOf = (data: ReferredNeed): ReferredNeed => {
  const { referral, scheme, household, pseudonym, need, decision, identifiedOn } = data;
  return { referral, scheme, household, pseudonym, need, decision, identifiedOn };
};

const queued = (partner: RegisteredPartner, referral: Referral): RegisteredPartner => {
  const referrals = put(partner.referrals, referral.referral, referral);
  const place = partner.waiting.findLastIndex(
    number => (lookUp(referrals, number)?.identifiedOn ?? '') <= referral.identifiedOn,
  );
  return { ...partner, referrals, waiting: partner.waiting.toSpliced(place + 1, 0, referral.referral) };
};

const withStatus = (partner: RegisteredPartner, number: string, status: ReferralStatus): RegisteredPartner => {
  const referral = lookUp(partner.referrals, number);
  return referral ? { ...partner, referrals: put(partner.referrals, number, { ...referral, status }) } : partner;
};

/** The quota that a household sent on that day would use up: one household counts once in a period. */
export const quotaFor = ({ quotas, used }: RegisteredPartner, household: string, on: Day): Quota | undefined =>
  quotas.find(
    ({ quota, period, households }) =>
      within(period, on) && (used[quota]?.includes(household) || (used[quota]?.length ?? 0) < households),
  );

export interface ReferralCounts {
  readonly waiting: number;
  readonly issued: number;
  readonly accepted: number;
  readonly done: number;
  readonly notDone: number;
}

/** Of all referrals ever asked for. `issued` counts whoever was sent, whatever came of it. */
export const countsOf = (partner: RegisteredPartner): ReferralCounts => {
  const counts = { waiting: 0, accepted: 0, done: 0, 'not-done': 0, issued: 0 };
  for (const { value } of entriesOf(partner.referrals)) counts[value.status] += 1;
  const { waiting, accepted, done, issued } = counts;
  const notDone = counts['not-done'];
  return { waiting, issued: issued + accepted + done + notDone, accepted: accepted + done + notDone, done, notDone };
};
