/** Why a publication is turned away, by precedence. A code may be added, never renamed or reused. */
export const ProductReason = {
  /** Version publiée avec d'autres règles / That version was published with other rules. */
  versionTaken: 'membership.product.version_taken',
  /** Une autre version prend effet ce jour / Another version takes effect on the same day. */
  effectiveDateTaken: 'membership.product.effective_date_taken',
} as const;
export type ProductReason = (typeof ProductReason)[keyof typeof ProductReason];
