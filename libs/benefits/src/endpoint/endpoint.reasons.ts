/** Why an endpoint is not registered, by precedence. A code may be added, never renamed or reused. */
export const EndpointReason = {
  takenByOther: 'benefits.endpoint.taken_by_other',
} as const;
export type EndpointReason = (typeof EndpointReason)[keyof typeof EndpointReason];
