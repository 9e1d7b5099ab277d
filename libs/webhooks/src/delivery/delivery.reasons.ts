/** Why a delivery is left as it is. A code may be added, never renamed or reused. */
export const DeliveryReason = {
  /** Pas de telle livraison / There is no such delivery. */
  notFound: 'webhooks.delivery.not_found',
  /** Elle attend déjà / It waits to be delivered already. */
  waitsAlready: 'webhooks.delivery.waits_already',
} as const;
export type DeliveryReason = (typeof DeliveryReason)[keyof typeof DeliveryReason];
