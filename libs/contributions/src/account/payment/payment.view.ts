import type { Currency, Day, Minor } from '#kernel';
import { controlNumber, type Payment, type PaymentStatus } from './payment.state.js';

/** A payment as the counter reads it. Whose number was asked is nobody's business afterwards. @unit minor units */
export interface PaymentView {
  readonly household: string;
  readonly payment: string;
  readonly reference: string;
  /** What the member types where the operator asks for a reference. */
  readonly control: string;
  readonly status: PaymentStatus;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly askedOn: Day;
  readonly code: string | null;
  readonly operatorReference: string | null;
  readonly receipt: string | null;
  readonly bookedOn: Day | null;
}

export const viewOfPayment = (household: string, known: Payment): PaymentView => {
  const { payment, reference, status, amount, currency, askedOn, code, operatorReference, receipt, bookedOn } = known;
  return {
    ...{ household, payment, reference, control: controlNumber(household, payment), status, amount, currency, askedOn },
    ...{ code, operatorReference, receipt, bookedOn },
  };
};
