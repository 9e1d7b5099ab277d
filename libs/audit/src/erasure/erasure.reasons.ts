/** Why an erasure is turned away, by precedence. A code may be added, never renamed or reused. */
export const ErasureReason = {
  /** Who decides and who agrees are the same person: forgetting cannot be undone. */
  secondPersonNeeded: 'audit.erasure.second_person_needed',
  /** Keys are destroyed after it was decided, not before. */
  notDecided: 'audit.erasure.not_decided',
} as const;
export type ErasureReason = (typeof ErasureReason)[keyof typeof ErasureReason];
