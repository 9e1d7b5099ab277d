/** Why a question of an auditor has no answer. A code may be added, never renamed or reused. */
export const AuditReason = {
  /** There is no such event, or the asker may not see it. */
  unknownEvent: 'audit.event.unknown',
  /** The event was recorded a moment ago: no checkpoint covers it yet. */
  notSealed: 'audit.event.not_sealed',
  /** Nothing of this log was signed yet. */
  nothingSealed: 'audit.log.nothing_sealed',
  /** The log never was that large, or the larger size comes first. */
  sizeUnknown: 'audit.log.size_unknown',
  /** Neither a person nor a stream is said, or the later day comes first. */
  nothingToCompare: 'audit.differences.nothing_to_compare',
} as const;
export type AuditReason = (typeof AuditReason)[keyof typeof AuditReason];
