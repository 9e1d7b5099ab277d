import { contractsOf, day, id, record } from '#messaging';
import type { WebhooksContracts } from './index.js';

type Data<Type extends keyof WebhooksContracts> = WebhooksContracts[Type];

/** What webhooks promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const webhooksContracts = contractsOf<WebhooksContracts>('webhooks', {
  'webhooks.person-forgotten.v1': {
    fr: 'Les clés d’une personne sont détruites ici : ce qui la nomme ou la soigne est illisible.',
    en: 'A person’s keys are gone here: what names or treats them is unreadable.',
    data: record<Data<'webhooks.person-forgotten.v1'>>({ person: id, on: day }),
  },
});
