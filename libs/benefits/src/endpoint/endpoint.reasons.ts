/** Why an endpoint is not registered, by precedence. A code may be added, never renamed or reused. */
export const EndpointReason = {
  /** Point d'accès d'un autre prestataire / The endpoint is another provider's. */
  takenByOther: 'benefits.endpoint.taken_by_other',
} as const;
export type EndpointReason = (typeof EndpointReason)[keyof typeof EndpointReason];
