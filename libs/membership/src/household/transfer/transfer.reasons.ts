/** Why a transfer is turned away, by precedence. A code may be added, never renamed or reused. */
export const TransferReason = {
  /** Transfert inconnu dans cette mutuelle / No such transfer to this scheme. */
  unknown: 'membership.transfer.unknown',
  /** Un transfert porte déjà ce numéro / Another transfer has that number. */
  alreadyOpened: 'membership.transfer.already_opened',
  /** Déjà reçu dans un autre ménage / Received into another household already. */
  alreadyReceived: 'membership.transfer.already_received',
  /** Mutuelle d'accueil inconnue / No such receiving scheme. */
  schemeUnknown: 'membership.transfer.scheme_unknown',
  /** Arriérés à régler d'abord / Arrears have to be settled first. */
  inArrears: 'membership.transfer.in_arrears',
  /** Le ménage d'accueil est celui d'où l'on part / It is the household they come from. */
  sameHousehold: 'membership.transfer.same_household',
} as const;
export type TransferReason = (typeof TransferReason)[keyof typeof TransferReason];
