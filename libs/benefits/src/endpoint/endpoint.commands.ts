import type { Day, Instant } from '#kernel';

/** Gives a provider's system a signing key, or a new one. `secret`: `whsec_` and base64. */
export interface RegisterEndpoint {
  readonly type: 'RegisterEndpoint';
  readonly endpoint: string;
  readonly scheme: string;
  readonly provider: string;
  readonly secret: string;
  readonly on: Day;
  readonly previousUntil: Instant;
}

export type EndpointCommand = RegisterEndpoint;
