/** Why an endpoint is left as it is, by precedence. A code may be added, never renamed or reused. */
export const EndpointReason = {
  /** Pas de tel point de livraison / There is no such endpoint. */
  notFound: 'webhooks.endpoint.not_found',
  /** Déjà abonné / It is subscribed already. */
  alreadySubscribed: 'webhooks.endpoint.already_subscribed',
  /** Fermé pour toujours / It is closed for good. */
  closed: 'webhooks.endpoint.closed',
  /** Adresse impossible / No address we deliver to. */
  addressInvalid: 'webhooks.endpoint.address_invalid',
  /** Aucun type d'événement, ou un type inconnu / No type of event, or one nobody knows. */
  contractsInvalid: 'webhooks.endpoint.contracts_invalid',
  /** Trop de points de livraison pour ce prestataire / The provider has as many endpoints as one may have. */
  tooMany: 'webhooks.endpoint.too_many',
  /** L'ancienne clé est encore valable / The key before is still good: its receiver may know no other. */
  rotationUnderWay: 'webhooks.endpoint.rotation_under_way',
  /** Il n'est pas suspendu / It is not disabled. */
  notDisabled: 'webhooks.endpoint.not_disabled',
  /** Suspendu : rien n'est livré / It is disabled: nothing is delivered until somebody resumes it. */
  disabled: 'webhooks.endpoint.disabled',
  /** Déjà confirmé / It has answered its challenge. */
  alreadyConfirmed: 'webhooks.endpoint.already_confirmed',
} as const;
export type EndpointReason = (typeof EndpointReason)[keyof typeof EndpointReason];
