import { currencies } from '#kernel';
import { contractsOf, count, day, flag, id, minorUnits, oneOf, optional, orNull, record, text } from '#messaging';
import type { BenefitsContracts } from './index.js';

type Data<Type extends keyof BenefitsContracts> = BenefitsContracts[Type];

/** What benefits promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const benefitsContracts = contractsOf<BenefitsContracts>('benefits', {
  'benefits.claim-decided.v1': {
    fr: 'Une facture a été décidée, ou l’est de nouveau ; ni acte, ni motif.',
    en: 'A claim was decided, or decided again; neither act nor reason.',
    data: record<Data<'benefits.claim-decided.v1'>>({
      claim: id,
      household: orNull(id),
      provider: id,
      status: oneOf('approved', 'rejected', 'pended', 'reversed'),
      currency: oneOf(...currencies),
      schemeShare: minorUnits,
      decision: count,
      serviceDate: day,
    }),
  },
  'benefits.host-care-owed.v1': {
    fr: 'Une mutuelle doit à une autre les soins que le prestataire de celle-ci a donnés à un de ses membres.',
    en: 'A scheme owes another for care that the other’s provider gave to one of its members.',
    data: record<Data<'benefits.host-care-owed.v1'>>({
      claim: id,
      decision: count,
      home: id,
      host: id,
      currency: oneOf(...currencies),
      amount: minorUnits,
      on: day,
    }),
  },
  'benefits.envelope-used.v1': {
    fr: 'Ce que les décisions ont prélevé en tout sur l’enveloppe d’un bailleur ; ni acte, ni facture : une clé la remplace.',
    en: 'What decisions have drawn on a funder’s envelope in all; neither act nor claim, for which a key stands.',
    data: record<Data<'benefits.envelope-used.v1'>>({
      envelope: id,
      currency: oneOf(...currencies),
      spent: minorUnits,
      closed: flag,
      on: day,
      draw: optional(
        record<NonNullable<Data<'benefits.envelope-used.v1'>['draw']>>({
          household: id,
          claim: id,
          amount: minorUnits,
        }),
      ),
    }),
  },
  'benefits.remittance-issued.v1': {
    fr: 'Un bordereau de paiement a été émis pour un prestataire.',
    en: 'A remittance was issued for a provider.',
    data: record<Data<'benefits.remittance-issued.v1'>>({
      remittance: id,
      provider: id,
      currency: oneOf(...currencies),
      net: minorUnits,
      issuedOn: day,
    }),
  },
  'benefits.remittance-approved.v1': {
    fr: 'Une seconde personne a approuvé le bordereau : il peut être payé.',
    en: 'A second person approved the remittance: it may be paid.',
    data: record<Data<'benefits.remittance-approved.v1'>>({
      remittance: id,
      provider: id,
      currency: oneOf(...currencies),
      net: minorUnits,
      approvedOn: day,
    }),
  },
  'benefits.remittance-paid.v1': {
    fr: 'L’argent du bordereau est parti, sous cette référence.',
    en: 'The money of the remittance went out, under this reference.',
    data: record<Data<'benefits.remittance-paid.v1'>>({
      remittance: id,
      provider: id,
      currency: oneOf(...currencies),
      net: minorUnits,
      paidOn: day,
      reference: text,
    }),
  },
  'benefits.person-forgotten.v1': {
    fr: 'Les clés d’une personne sont détruites ici : ce qui la nomme ou la soigne est illisible.',
    en: 'A person’s keys are gone here: what names or treats them is unreadable.',
    data: record<Data<'benefits.person-forgotten.v1'>>({ person: id, on: day }),
  },
});
