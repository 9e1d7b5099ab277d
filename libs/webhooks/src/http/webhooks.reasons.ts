/** Who may speak for a provider. A code may be added, never renamed or reused. */
export const WebhooksReason = {
  /** Un prestataire n’abonne que ses propres systèmes / A provider’s staff subscribe for their own provider alone. */
  notYours: 'webhooks.provider.not_yours',
} as const;
export type WebhooksReason = (typeof WebhooksReason)[keyof typeof WebhooksReason];
