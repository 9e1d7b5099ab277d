import type { StoredEvent } from '#eventstore';
import type { Bilingual } from '#platform';
import { ofAudit } from './sentences/audit.js';
import { ofBenefits } from './sentences/benefits.js';
import { ofContributions } from './sentences/contributions.js';
import { ofMembership } from './sentences/membership.js';
import { ofSubsidies } from './sentences/subsidies.js';
import { sayIn, type Sentences } from './sentences/template.js';
import { ofWebhooks } from './sentences/webhooks.js';

const byContext: Readonly<Record<string, Sentences>> = {
  audit: ofAudit,
  benefits: ofBenefits,
  contributions: ofContributions,
  membership: ofMembership,
  subsidies: ofSubsidies,
  webhooks: ofWebhooks,
};

/** French and English templates of an event type; undefined when nobody wrote them. */
export const templatesOf = (type: string): readonly [string, string] | undefined => {
  const [context = '', name = ''] = type.split('.');
  return byContext[context]?.[name];
};

/** Of an event of a type that was retired before its sentence was written. */
const unnamed = (type: string): readonly [string, string] => [
  `un fait de type ${type} a été enregistré`,
  `a fact of type ${type} was recorded`,
];

/** What happened, when it counts and when it became known: a sentence without a name or a medical fact. */
export const sentenceOf = (
  event: Pick<StoredEvent, 'type' | 'clear' | 'recordedAt' | 'effectiveAt'> & {
    readonly actor: { readonly role: string };
  },
): Bilingual => {
  const data = JSON.parse(Buffer.from(event.clear).toString('utf8')) as Readonly<Record<string, unknown>>;
  const { fr, en } = sayIn(templatesOf(event.type) ?? unnamed(event.type), data);
  const known = `${event.recordedAt.slice(0, 10)} ${event.recordedAt.slice(11, 16)}`;
  return {
    fr: `Su le ${known} UTC par ${event.actor.role} : ${fr}, avec effet au ${event.effectiveAt}.`,
    en: `Known on ${known} UTC through ${event.actor.role}: ${en}, effective ${event.effectiveAt}.`,
  };
};
