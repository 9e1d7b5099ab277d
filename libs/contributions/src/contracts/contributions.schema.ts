import { currencies } from '#kernel';
import { contractsOf, count, day, id, listOf, minorUnits, oneOf, orNull, record, text } from '#messaging';
import type { ContributionsContracts } from './index.js';

type Data<Type extends keyof ContributionsContracts> = ContributionsContracts[Type];

/** What contributions promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const contributionsContracts = contractsOf<ContributionsContracts>('contributions', {
  'contributions.dues-raised.v1': {
    fr: 'La cotisation d’une période a été appelée, avec ce qu’un fonds est prié de porter.',
    en: 'A term’s dues were raised, with what a fund is asked to carry.',
    data: record<Data<'contributions.dues-raised.v1'>>({
      household: id,
      term: count,
      product: id,
      currency: oneOf(...currencies),
      persons: listOf(id),
      gross: minorUnits,
      joiningFee: minorUnits,
      memberShare: minorUnits,
      subsidy: orNull(record({ fund: id, perPerson: minorUnits, persons: count })),
      raisedOn: day,
    }),
  },
  'contributions.entitlement-opened.v1': {
    fr: 'Le seuil de la période est atteint : la couverture peut commencer.',
    en: 'The threshold of the term is met: cover may start.',
    data: record<Data<'contributions.entitlement-opened.v1'>>({
      household: id,
      term: count,
      metOn: day,
      persons: listOf(id),
    }),
  },
  'contributions.entitlement-suspended.v1': {
    fr: 'Une tranche n’a pas été payée : les droits sont suspendus à partir de ce jour.',
    en: 'An instalment was unpaid: rights are suspended from that day.',
    data: record<Data<'contributions.entitlement-suspended.v1'>>({ household: id, term: count, from: day }),
  },
  'contributions.entitlement-resumed.v1': {
    fr: 'Les arriérés sont payés : les droits reprennent ce jour.',
    en: 'Arrears were paid: rights resume on this day.',
    data: record<Data<'contributions.entitlement-resumed.v1'>>({ household: id, term: count, from: day }),
  },
  'contributions.entitlement-withdrawn.v1': {
    fr: 'Un reçu annulé ramène la période sous son seuil : la couverture est retirée.',
    en: 'A voided receipt takes the term below its threshold: cover is withdrawn.',
    data: record<Data<'contributions.entitlement-withdrawn.v1'>>({ household: id, term: count, because: text }),
  },
  'contributions.dues-cancelled.v1': {
    fr: 'La cotisation d’une période est sans objet : la subvention réservée est à libérer.',
    en: 'The dues of a term are void: reserved subsidy is to be released.',
    data: record<Data<'contributions.dues-cancelled.v1'>>({ household: id, term: count, on: day }),
  },
  'contributions.person-forgotten.v1': {
    fr: 'Les clés d’une personne sont détruites ici : ce qui la nomme ou la soigne est illisible.',
    en: 'A person’s keys are gone here: what names or treats them is unreadable.',
    data: record<Data<'contributions.person-forgotten.v1'>>({ person: id, on: day }),
  },
});
