import { acceptIn, type Day, type JointDecider, nothingToDo, refuse } from '#kernel';
import { accountFold, remittanceFold, type RemittanceStreams } from './remittance.decider.js';
import { RemittanceReason } from './remittance.reasons.js';

/** Takes back a prepared remittance before it is approved: what it listed is paid by a later one. */
export interface RejectRemittance {
  readonly type: 'RejectRemittance';
  readonly remittance: string;
  readonly actor: string;
  readonly on: Day;
  readonly reason: string;
  /** Positions in the log of the decisions it listed. */
  readonly positions: readonly number[];
}

/**
 * The figures of what was prepared stay; the provider's account stands as it did before.
 *
 * @refuses benefits.remittance.not_found        there is no such remittance in this scheme
 * @refuses benefits.remittance.already_approved what is approved is paid; a reversal corrects it
 * @refuses benefits.remittance.not_latest       a later one carries its balance already
 */
export const rejectRemittanceDecider: JointDecider<RejectRemittance, RemittanceStreams, RemittanceReason> = {
  folds: { remittance: remittanceFold, account: accountFold },

  decide({ remittance: id, actor, on, reason, positions }, { remittance: { issued, approved, rejected }, account }) {
    if (!issued) return refuse(RemittanceReason.notFound, undefined, 'notFound');
    if (rejected) return nothingToDo;
    if (approved) return refuse(RemittanceReason.alreadyApproved, { remittance: id });
    if (account.remittance !== id) return refuse(RemittanceReason.notLatest, { latest: account.remittance });
    const { scheme, provider, currency, net, carriedIn, lines } = issued;
    const waiting = [...new Set([...(account.waiting ?? []), ...positions])].sort((a, b) => a - b);
    return acceptIn({
      remittance: [
        {
          type: 'benefits.RemittanceRejected',
          version: 1,
          effectiveAt: on,
          data: { remittance: id, scheme, provider, currency, net, lines, rejectedBy: actor, rejectedOn: on, reason },
        },
      ],
      account: [
        {
          type: 'benefits.AccountRemitted',
          version: 1,
          effectiveAt: on,
          data: { remittance: id, scheme, provider, through: account.through, carried: carriedIn, waiting },
        },
      ],
    });
  },
};
