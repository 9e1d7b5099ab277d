import type { Day } from '#kernel';
import type { MessagesOf } from '#messaging';

/** What audit promises the other contexts. */
export interface AuditContracts {
  /**
   * Two people decided that somebody is to be forgotten: each context destroys its keys of this person, and says so,
   * by `dueOn`. Nothing but the pseudonymous id is told.
   */
  'audit.person-to-forget.v1': { person: string; on: Day; dueOn: Day };
}
export type AuditMessage = MessagesOf<AuditContracts>;
