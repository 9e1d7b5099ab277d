import { currencies } from '#kernel';
import {
  contractsOf,
  count,
  day,
  flag,
  id,
  listOf,
  minorUnits,
  oneOf,
  optional,
  orNull,
  record,
  text,
} from '#messaging';
import type { SubsidiesContracts } from './index.js';

type Data<Type extends keyof SubsidiesContracts> = SubsidiesContracts[Type];

/** What subsidies promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const subsidiesContracts = contractsOf<SubsidiesContracts>('subsidies', {
  'subsidies.subsidy-reserved.v1': {
    fr: 'La réponse d’un fonds pour la période d’un ménage, telle qu’elle est maintenant.',
    en: 'A fund’s answer for a household’s term, as it stands now.',
    data: record<Data<'subsidies.subsidy-reserved.v1'>>({
      fund: id,
      household: id,
      term: count,
      currency: oneOf(...currencies),
      amount: minorUnits,
      served: count,
      waiting: count,
      reason: orNull(text),
      on: day,
    }),
  },
  'subsidies.envelope-stands.v1': {
    fr: 'Ce qu’un fonds tient prêt pour des actes dans une mutuelle, tel que c’est maintenant.',
    en: 'What a fund keeps ready for acts in one scheme, as it stands now.',
    data: record<Data<'subsidies.envelope-stands.v1'>>({
      envelope: id,
      currency: oneOf(...currencies),
      granted: minorUnits,
      parts: listOf(
        record<Data<'subsidies.envelope-stands.v1'>['parts'][number]>({
          acts: orNull(listOf(text)),
          of: oneOf('act', 'copay'),
          rate_bps: count,
        }),
      ),
      from: day,
      to: day,
      households: orNull(listOf(id)),
      persons: optional(
        record<NonNullable<Data<'subsidies.envelope-stands.v1'>['persons']>>({
          sex: optional(oneOf('F', 'M')),
          fromAge: optional(count),
          belowAge: optional(count),
        }),
      ),
      providers: optional(listOf(id)),
      priority: count,
      closed: flag,
      on: day,
    }),
  },
  'subsidies.subsidy-released.v1': {
    fr: 'La réservation a été rendue au fonds.',
    en: 'The reservation was given back to the fund.',
    data: record<Data<'subsidies.subsidy-released.v1'>>({
      fund: id,
      household: id,
      term: count,
      currency: oneOf(...currencies),
      amount: minorUnits,
      on: day,
    }),
  },
  'subsidies.person-forgotten.v1': {
    fr: 'Les clés d’une personne sont détruites ici : ce qui la nomme ou la soigne est illisible.',
    en: 'A person’s keys are gone here: what names or treats them is unreadable.',
    data: record<Data<'subsidies.person-forgotten.v1'>>({ person: id, on: day }),
  },
});
