/** Why a command on a funder is turned away, by precedence. A code may be added, never renamed or reused. */
export const FunderReason = {
  /** Bailleur enregistré sous un autre nom / Registered with other particulars. */
  alreadyRegistered: 'subsidies.funder.already_registered',
} as const;
export type FunderReason = (typeof FunderReason)[keyof typeof FunderReason];
