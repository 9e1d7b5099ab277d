import type { Day, DomainEvent, Sealed } from '#kernel';
import type { AmendedClaim, AskedAmendment, ParkedAmendment } from './amendment.types.js';

/** A claim is amended that has not come yet. What is asked waits, sealed, until the claim is here or its days are over. */
export type AmendmentParked = DomainEvent<
  'benefits.AmendmentParked',
  1,
  AmendedClaim & Pick<ParkedAmendment, 'kind' | 'by' | 'parkedOn' | 'lastDay'>,
  { readonly asked: Sealed<AskedAmendment> }
>;

/** The claim has come: what waited for it is carried out. */
export type AmendmentDue = DomainEvent<'benefits.AmendmentDue', 1, AmendedClaim & { readonly dueOn: Day }, undefined>;

/** What became of an amendment that waited. `reason`: the code of a refusal; null where it was carried out or is over. */
export type AmendmentSettled = DomainEvent<
  'benefits.AmendmentSettled',
  1,
  AmendedClaim & {
    readonly outcome: 'applied' | 'refused' | 'expired';
    readonly reason: string | null;
    readonly settledOn: Day;
  },
  undefined
>;

export type AmendmentEvent = AmendmentParked | AmendmentDue | AmendmentSettled;
