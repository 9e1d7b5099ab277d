import { accept, type Day, type Decider, type Decision, nothingToDo, refuse, seal, unreachable } from '#kernel';
import { lookUp } from '../ledger/sorted-map.js';
import type { PartnerCommand } from './partner.commands.js';
import type { PartnerEvent, Quota, ReferredNeed } from './partner.events.js';
import { PartnerReason } from './partner.reasons.js';
import { evolveRegistered, partnerFold, type PartnerState, quotaFor, type RegisteredPartner } from './partner.state.js';

type Outcome = Decision<PartnerEvent, PartnerReason>;
type Of<Type extends PartnerCommand['type']> = Extract<PartnerCommand, { type: Type }>;

/** Sends households in need to partners, as many as was agreed, first identified first sent. */
export const partnerDecider: Decider<PartnerCommand, PartnerEvent, PartnerState, PartnerReason> = {
  ...partnerFold,

  decide(command, partner) {
    if (command.type === 'RegisterPartner') return register(command, partner);
    if (partner.status === 'none') return refuse(PartnerReason.unknown, { partner: command.partner }, 'notFound');
    switch (command.type) {
      case 'AgreePartnerQuota':
        return agreeQuota(command, partner);
      case 'ReferHousehold':
        return refer(command, partner);
      case 'IssueWaitingReferrals':
        return sendWaiting(partner, command.on);
      case 'AcceptReferral':
        return acceptReferral(command, partner);
      case 'CloseReferral':
        return close(command, partner);
      default:
        return unreachable(command);
    }
  },
};

/** @refuses subsidies.partner.already_registered with other particulars */
const register = (
  { partner, name, needs, formal, registeredOn }: Of<'RegisterPartner'>,
  known: PartnerState,
): Outcome => {
  if (known.status === 'registered') {
    const same = known.formal === formal && known.name === name && String(known.needs) === String(needs);
    return same ? nothingToDo : refuse(PartnerReason.alreadyRegistered, { partner });
  }
  return accept({
    type: 'subsidies.PartnerRegistered',
    version: 1,
    effectiveAt: registeredOn,
    data: { partner, needs, formal, registeredOn },
    sealed: { name: seal(partner, 'identity', name) },
  });
};

/**
 * @refuses subsidies.partner.quota_used       for other terms
 * @refuses subsidies.partner.period_reversed  it ends before it begins
 * @refuses subsidies.partner.period_overlaps  a day has one quota
 */
const agreeQuota = (
  { partner: id, quota, period, households, agreedOn }: Of<'AgreePartnerQuota'>,
  partner: RegisteredPartner,
): Outcome => {
  const known = partner.quotas.find(each => each.quota === quota);
  if (known)
    return sameQuota(known, { quota, period, households }) ? nothingToDo : refuse(PartnerReason.quotaUsed, { quota });
  if (period.to < period.from) return refuse(PartnerReason.periodReversed, { ...period }, 'unprocessable');
  const other = partner.quotas.find(each => each.period.from <= period.to && period.from <= each.period.to);
  if (other) return refuse(PartnerReason.periodOverlaps, { quota: other.quota });
  const agreed: PartnerEvent = {
    type: 'subsidies.PartnerQuotaAgreed',
    version: 1,
    effectiveAt: period.from,
    data: { partner: id, quota, period: { from: period.from, to: period.to }, households, agreedOn },
  };
  const after = evolveRegistered(partner, agreed);
  return accept<PartnerEvent>(agreed, ...(period.from <= agreedOn ? sent(after, agreedOn) : []));
};

/**
 * Sends the household, after those who wait; it waits itself where the quota is full.
 *
 * @refuses subsidies.referral.number_used      for another need
 * @refuses subsidies.referral.need_not_served  the partner helps with other things
 */
const refer = (command: Of<'ReferHousehold'>, partner: RegisteredPartner): Outcome => {
  const { referral, household, need, identifiedOn } = command;
  const known = lookUp(partner.referrals, referral);
  if (known)
    return known.household === household && known.need === need
      ? nothingToDo
      : refuse(PartnerReason.referralUsed, { referral });
  if (!partner.needs.includes(need)) return refuse(PartnerReason.needNotServed, { need }, 'unprocessable');
  const waiting: PartnerEvent = {
    type: 'subsidies.ReferralKeptWaiting',
    version: 1,
    effectiveAt: identifiedOn,
    data: { partner: partner.partner, ...needIn(command), reason: 'REF-001' },
  };
  const issued = sent(evolveRegistered(partner, waiting), identifiedOn);
  const isSent = issued.some(event => event.type === 'subsidies.ReferralIssued' && event.data.referral === referral);
  return accept<PartnerEvent>(...(isSent ? [] : [waiting]), ...issued);
};

const sendWaiting = (partner: RegisteredPartner, on: Day): Outcome => {
  const issued = sent(partner, on);
  return issued.length === 0 ? nothingToDo : accept<PartnerEvent>(...issued);
};

/** Who waits is sent in turn, until the first for whom there is no room. A partner without contract has room. */
const sent = (partner: RegisteredPartner, on: Day): readonly PartnerEvent[] => {
  const events: PartnerEvent[] = [];
  let now = partner;
  for (const number of partner.waiting) {
    const referral = lookUp(now.referrals, number)!;
    const quota = quotaFor(now, referral.household, on);
    if (!quota && now.formal) break;
    const issued = {
      type: 'subsidies.ReferralIssued',
      version: 1,
      effectiveAt: on,
      data: { partner: now.partner, ...needIn(referral), quota: quota?.quota ?? null, issuedOn: on },
    } as const;
    events.push(issued);
    now = evolveRegistered(now, issued);
  }
  return events;
};

const needIn = (of: ReferredNeed): ReferredNeed => {
  const { referral, scheme, household, pseudonym, need, decision, identifiedOn } = of;
  return { referral, scheme, household, pseudonym, need, decision, identifiedOn };
};

/**
 * @refuses subsidies.referral.unknown     to this partner, of this scheme
 * @refuses subsidies.referral.not_issued  the household still waits
 * @refuses subsidies.referral.closed      what came of it is known
 */
const acceptReferral = (command: Of<'AcceptReferral'>, partner: RegisteredPartner): Outcome => {
  const { referral, scheme, acceptedOn } = command;
  const known = lookUp(partner.referrals, referral);
  if (!known || known.scheme !== scheme) return refuse(PartnerReason.referralUnknown, { referral }, 'notFound');
  if (known.status === 'accepted') return nothingToDo;
  if (known.status === 'waiting') return refuse(PartnerReason.notIssued, { referral });
  if (known.status !== 'issued') return refuse(PartnerReason.closed, { referral });
  const data = { partner: partner.partner, referral, scheme, acceptedOn };
  return accept({ type: 'subsidies.ReferralAccepted', version: 1, effectiveAt: acceptedOn, data });
};

/**
 * @refuses subsidies.referral.unknown     to this partner, of this scheme
 * @refuses subsidies.referral.not_issued  the household still waits
 * @refuses subsidies.referral.closed      with the other outcome
 */
const close = (command: Of<'CloseReferral'>, partner: RegisteredPartner): Outcome => {
  const { referral, scheme, done, closedOn } = command;
  const known = lookUp(partner.referrals, referral);
  if (!known || known.scheme !== scheme) return refuse(PartnerReason.referralUnknown, { referral }, 'notFound');
  if (known.status === 'waiting') return refuse(PartnerReason.notIssued, { referral });
  if (known.status === (done ? 'done' : 'not-done')) return nothingToDo;
  if (known.status === 'done' || known.status === 'not-done') return refuse(PartnerReason.closed, { referral });
  const data = { partner: partner.partner, referral, scheme, done, closedOn };
  return accept({ type: 'subsidies.ReferralClosed', version: 1, effectiveAt: closedOn, data });
};

const sameQuota = (left: Quota, right: Quota): boolean =>
  left.households === right.households && left.period.from === right.period.from && left.period.to === right.period.to;
