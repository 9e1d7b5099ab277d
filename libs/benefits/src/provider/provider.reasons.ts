/** Why a command on a provider is turned away, by precedence. A code may be added, never renamed or reused. */
export const ProviderReason = {
  /** Fin avant le début / It would end before it starts. */
  endsBeforeStart: 'benefits.provider.ends_before_start',
  /** Commence avant la convention en place / It starts before the contract it follows. */
  startsBeforePrevious: 'benefits.provider.starts_before_previous',
  /** Aucune convention à suspendre / There is no contract to suspend. */
  notContracted: 'benefits.provider.not_contracted',
} as const;
export type ProviderReason = (typeof ProviderReason)[keyof typeof ProviderReason];
