import { accept, addDays, type Day, type Decider, type Decision, nothingToDo, refuse, seal } from '#kernel';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import type { AmendmentParked, AmendmentSettled } from './amendment.events.js';
import { AmendmentReason } from './amendment.reasons.js';
import { parkedBy, settled } from './amendment.state.js';
import { type AmendedClaim, type AskedAmendment, parkedAmendment_days } from './amendment.types.js';

/** Keeps an amendment for a claim that has not come. */
export interface ParkAmendment {
  readonly type: 'ParkAmendment';
  readonly of: AmendedClaim;
  readonly asked: AskedAmendment;
  readonly on: Day;
}

/** What was carried out, was refused, or waited in vain. */
export interface SettleAmendment {
  readonly type: 'SettleAmendment';
  readonly of: Pick<AmendedClaim, 'claim' | 'scheme' | 'provider'>;
  readonly outcome: AmendmentSettled['data']['outcome'];
  readonly reason: string | null;
  readonly on: Day;
}

/** The last day on which the claim might have come is over. */
export interface ExpireAmendment {
  readonly type: 'ExpireAmendment';
  readonly of: Pick<AmendedClaim, 'claim' | 'scheme' | 'provider'>;
  readonly dayOver: Day;
}

export type AmendmentCommand = ParkAmendment | SettleAmendment | ExpireAmendment;
type Outcome = Decision<AmendmentParked | AmendmentSettled, AmendmentReason>;

/**
 * What waits for a claim lies in the claim's own stream: its coming and what waited for it can't pass each other.
 *
 * @refuses benefits.amendment.claim_is_known the claim has come meanwhile
 * @refuses benefits.amendment.another_waits  the provider told another amendment of the same claim before
 */
export const amendmentDecider: Decider<AmendmentCommand, ClaimEvent, ClaimState, AmendmentReason> = {
  ...claimFold,
  decide(command, claim) {
    if (command.type === 'ParkAmendment') return park(command, claim);
    return command.type === 'SettleAmendment' ? settle(command, claim) : expire(command, claim);
  },
};

const park = ({ of, asked, on }: ParkAmendment, claim: ClaimState): Outcome => {
  if (claim.status !== 'none') return refuse(AmendmentReason.claimIsKnown, { claim: of.claim });
  if (parkedBy(claim, of.provider)) return refuse(AmendmentReason.anotherWaits, { claim: of.claim });
  const by = asked.kind === 'correction' ? asked.request.claim.claim : null;
  return accept({
    type: 'benefits.AmendmentParked',
    version: 1,
    effectiveAt: on,
    data: { ...of, kind: asked.kind, by, parkedOn: on, lastDay: addDays(on, parkedAmendment_days) },
    sealed: { asked: seal(of.person, 'medical', asked) },
  });
};

const settle = ({ of, outcome, reason, on: settledOn }: SettleAmendment, claim: ClaimState): Outcome => {
  const waiting = parkedBy(claim, of.provider);
  return waiting ? accept(settled(of, waiting, { outcome, reason, settledOn })) : nothingToDo;
};

const expire = ({ of, dayOver }: ExpireAmendment, claim: ClaimState): Outcome => {
  const waiting = parkedBy(claim, of.provider);
  if (claim.status !== 'none' || !waiting || dayOver < waiting.lastDay) return nothingToDo;
  return accept(settled(of, waiting, { outcome: 'expired', reason: null, settledOn: dayOver }));
};
