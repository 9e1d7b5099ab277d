import { bands } from '#kernel';
import { contractsOf, count, day, flag, id, listOf, oneOf, optional, orNull, record, text } from '#messaging';
import type { CoverSpan, MembershipContracts, PersonCover, RegisteredPerson } from './index.js';

type Data<Type extends keyof MembershipContracts> = MembershipContracts[Type];

const span = record<CoverSpan>({
  from: day,
  to: day,
  waitingFrom: day,
  waitingWaived: flag,
  graceUntil: orNull(day),
  suspensions: listOf(record({ from: day, until: orNull(day) })),
  ended: orNull(oneOf('lapsed', 'death', 'withdrawn')),
});

const cover = record<PersonCover>({
  person: id,
  diedOn: orNull(day),
  undeclared: orNull(record({ from: day, to: day })),
  spans: listOf(span),
});

const registered = record<RegisteredPerson>({ scheme: id, household: id, person: id });

/** What membership promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const membershipContracts = contractsOf<MembershipContracts>('membership', {
  'membership.household-enrolled.v1': {
    fr: 'Un ménage a adhéré ; la cotisation de sa première période est à appeler.',
    en: 'A household joined; dues of its first term are to be raised.',
    data: record<Data<'membership.household-enrolled.v1'>>({
      household: id,
      product: id,
      section: id,
      term: count,
      persons: listOf(id),
      enrolledOn: day,
      enrolledBy: optional(text),
    }),
  },
  'membership.person-added.v1': {
    fr: 'Une personne a rejoint un ménage en cours de période.',
    en: 'Someone joined a household whose term runs.',
    data: record<Data<'membership.person-added.v1'>>({
      household: id,
      product: id,
      term: count,
      person: id,
      addedOn: day,
      months: count,
      charged: flag,
    }),
  },
  'membership.renewal-opened.v1': {
    fr: 'La période suivante peut être payée.',
    en: 'The next term may be paid.',
    data: record<Data<'membership.renewal-opened.v1'>>({
      household: id,
      product: id,
      term: count,
      from: day,
      to: day,
      persons: listOf(id),
      opensOn: day,
    }),
  },
  'membership.term-started.v1': {
    fr: 'La couverture d’une période court entre ces jours.',
    en: 'Cover of a term runs between these days.',
    data: record<Data<'membership.term-started.v1'>>({
      household: id,
      term: count,
      from: day,
      to: day,
      renewalOpensOn: optional(day),
    }),
  },
  'membership.term-abandoned.v1': {
    fr: 'Plus aucune cotisation n’est demandée pour cette période.',
    en: 'No dues are asked for this term any more.',
    data: record<Data<'membership.term-abandoned.v1'>>({
      household: id,
      term: count,
      on: day,
      because: oneOf('lapsed', 'cancelled', 'carriedElsewhere'),
    }),
  },
  'membership.coverage-changed.v1': {
    fr: 'La couverture de ces personnes a changé ; elle est dite en entier.',
    en: 'Cover of these persons changed; the whole of it is told.',
    data: record<Data<'membership.coverage-changed.v1'>>({
      household: id,
      product: id,
      because: text,
      persons: listOf(cover),
    }),
  },
  'membership.person-left.v1': {
    fr: 'Une personne n’est plus du ménage.',
    en: 'Someone is no longer of the household.',
    data: record<Data<'membership.person-left.v1'>>({ household: id, person: id, on: day }),
  },
  'membership.persons-counted.v1': {
    fr: 'Des personnes ont rejoint un ménage : combien, par tranche.',
    en: 'Persons joined a household: how many, by band.',
    data: record<Data<'membership.persons-counted.v1'>>({
      household: id,
      on: day,
      bands: listOf(
        record<Data<'membership.persons-counted.v1'>['bands'][number]>({
          band: oneOf(...bands.map(({ band }) => band)),
          persons: count,
        }),
      ),
    }),
  },
  'membership.group-changed.v1': {
    fr: 'Un ménage paie avec un groupe à partir de ce jour, ou ce jour pour la dernière fois.',
    en: 'A household pays with a group from this day on, or for the last time on it.',
    data: record<Data<'membership.group-changed.v1'>>({ household: id, group: id, joined: flag, on: day }),
  },
  'membership.category-assessed.v1': {
    fr: 'La catégorie socio-économique d’un ménage a été constatée.',
    en: 'What a household can bear to pay was found.',
    data: record<Data<'membership.category-assessed.v1'>>({
      household: id,
      category: id,
      decision: id,
      from: day,
      until: orNull(day),
    }),
  },
  'membership.transfer-received.v1': {
    fr: 'Des personnes ont changé de mutuelle ou de ménage.',
    en: 'Persons moved to another scheme or household.',
    data: record<Data<'membership.transfer-received.v1'>>({
      transfer: id,
      fromScheme: id,
      fromHousehold: id,
      toScheme: id,
      toHousehold: id,
      on: day,
      persons: listOf(record({ person: id, months: count })),
    }),
  },
  'membership.household-struck-off.v1': {
    fr: 'La mutuelle a radié un ménage par décision ; ce jour est son dernier.',
    en: 'The scheme struck a household off by a decision; this day is its last.',
    data: record<Data<'membership.household-struck-off.v1'>>({ household: id, on: day, persons: listOf(id) }),
  },
  'membership.duplicate-decided.v1': {
    fr: 'Il est décidé que deux personnes inscrites n’en font qu’une, ou que ce n’était pas le cas.',
    en: 'It was decided that two registered persons are one, or that they are not after all.',
    data: record<Data<'membership.duplicate-decided.v1'>>({
      first: registered,
      second: registered,
      same: flag,
      on: day,
    }),
  },
  'membership.day-closed.v1': {
    fr: 'La mutuelle a clos un jour.',
    en: 'The scheme closed a day.',
    data: record<Data<'membership.day-closed.v1'>>({ scheme: id, day }),
  },
  'membership.person-forgotten.v1': {
    fr: 'Les clés d’une personne sont détruites ici : ce qui la nomme ou la soigne est illisible.',
    en: 'A person’s keys are gone here: what names or treats them is unreadable.',
    data: record<Data<'membership.person-forgotten.v1'>>({ person: id, on: day }),
  },
});
