/** Why a command on a provider is turned away, by precedence. A code may be added, never renamed or reused. */
export const ProviderReason = {
  endsBeforeStart: 'benefits.provider.ends_before_start',
  startsBeforePrevious: 'benefits.provider.starts_before_previous',
  notContracted: 'benefits.provider.not_contracted',
} as const;
export type ProviderReason = (typeof ProviderReason)[keyof typeof ProviderReason];
