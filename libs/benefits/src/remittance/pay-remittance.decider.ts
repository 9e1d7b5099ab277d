import { accept, type Decider, type Decision, nothingToDo, refuse } from '#kernel';
import type { ApproveRemittance, ConfirmPayment } from './remittance.commands.js';
import { remittanceFold, type RemittanceState } from './remittance.decider.js';
import type { RemittanceEvent, RemittanceIssued } from './remittance.events.js';
import { RemittanceReason } from './remittance.reasons.js';

type Outcome = Decision<RemittanceEvent, RemittanceReason>;

/** A remittance is approved by another person than the preparer, and then paid. Its figures never change. */
export const payRemittanceDecider: Decider<
  ApproveRemittance | ConfirmPayment,
  RemittanceEvent,
  RemittanceState,
  RemittanceReason
> = {
  ...remittanceFold,

  decide(command, remittance) {
    const { issued } = remittance;
    if (!issued) return refuse(RemittanceReason.notFound, undefined, 'notFound');
    if (remittance.rejected) return refuse(RemittanceReason.rejected, { remittance: issued.remittance });
    return command.type === 'ApproveRemittance'
      ? approve(command, remittance, issued)
      : confirm(command, remittance, issued);
  },
};

/** @refuses benefits.remittance.same_person the preparer does not approve */
const approve = (
  { actor, preparedBy, on }: ApproveRemittance,
  { approved }: RemittanceState,
  issued: RemittanceIssued['data'],
): Outcome => {
  if (approved) return nothingToDo;
  if (actor === preparedBy) return refuse(RemittanceReason.samePerson, undefined, 'forbidden');
  return accept({
    type: 'benefits.RemittanceApproved',
    version: 1,
    effectiveAt: on,
    data: { ...which(issued), approvedBy: actor, approvedOn: on },
  });
};

/**
 * @refuses benefits.remittance.not_approved   nobody approved it yet
 * @refuses benefits.remittance.nothing_to_pay its net is nothing
 * @refuses benefits.remittance.already_paid   another reference was told before
 * @refuses benefits.remittance.paid_on_wrong  before it was approved, or after today
 */
const confirm = (
  { paidOn, recordedOn, reference }: ConfirmPayment,
  { approved, paid }: RemittanceState,
  issued: RemittanceIssued['data'],
): Outcome => {
  const { remittance, net } = issued;
  if (!approved) return refuse(RemittanceReason.notApproved, { remittance });
  if (net === 0) return refuse(RemittanceReason.nothingToPay, { remittance });
  if (paid) {
    return paid.reference === reference && paid.on === paidOn
      ? nothingToDo
      : refuse(RemittanceReason.alreadyPaid, { reference: paid.reference });
  }
  if (paidOn < approved.on || paidOn > recordedOn)
    return refuse(RemittanceReason.paidOnWrong, { paidOn, approvedOn: approved.on }, 'unprocessable');
  return accept({
    type: 'benefits.RemittancePaid',
    version: 1,
    effectiveAt: paidOn,
    data: { ...which(issued), paidOn, reference },
  });
};

const which = ({ remittance, scheme, provider, currency, net }: RemittanceIssued['data']) => ({
  remittance,
  scheme,
  provider,
  currency,
  net,
});
