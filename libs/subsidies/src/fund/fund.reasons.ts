/** Why a command on a fund is turned away, by precedence. A code may be added, never renamed or reused. */
export const FundReason = {
  /** Fonds inconnu / No such fund. */
  unknown: 'subsidies.fund.unknown',
  /** Bailleur non enregistré / The funder is not registered. */
  funderUnknown: 'subsidies.funder.unknown',
  /** Fonds ouvert à d'autres conditions / The fund is open on other terms. */
  alreadyOpen: 'subsidies.fund.already_open',
  /** La fenêtre finit avant de commencer / The window ends before it begins. */
  windowReversed: 'subsidies.contract.window_reversed',
  /** Version employée pour d'autres conditions / The version stands for other terms. */
  versionUsed: 'subsidies.contract.version_used',
  /** Avenant antérieur au précédent / A version begins after the one it follows. */
  notAfterTheLast: 'subsidies.contract.not_after_the_last',
  /** Référence saisie pour un autre montant ou jour / The reference was booked for another amount or day. */
  fundingReferenceUsed: 'subsidies.funding.reference_used',
  /** Référence employée un autre jour / The reference was used on another day. */
  settlementReferenceUsed: 'subsidies.settlement.reference_used',
  /** Référence saisie pour une autre promesse / The reference stands for another pledge. */
  pledgeReferenceUsed: 'subsidies.pledge.reference_used',
  /** Facture inconnue / No such invoice. */
  invoiceUnknown: 'subsidies.invoice.unknown',
  /** Numéro employé un autre jour / The number was used on another day. */
  invoiceNumberUsed: 'subsidies.invoice.number_used',
  /** Rien à facturer / Nothing is due. */
  nothingDue: 'subsidies.invoice.nothing_due',
  /** Plus que ce qui est dû / More than is due. */
  aboveWhatIsDue: 'subsidies.invoice.above_what_is_due',
  /** Décision saisie pour une autre liste / The decision was recorded with another list. */
  decisionUsed: 'subsidies.beneficiaries.decision_used',
  /** Obligation inconnue / The contract knows no such duty. */
  dutyUnknown: 'subsidies.duty.unknown',
  /** Âges à rebours / Nobody is of these ages. */
  agesReversed: 'subsidies.contract.ages_reversed',
  /** Ni montant par personne ni part / Neither an amount per person nor a share. */
  nothingGranted: 'subsidies.contract.nothing_granted',
  /** Rien n'est dû aux mutuelles / No scheme is owed anything. */
  nothingCommitted: 'subsidies.settlement.nothing_committed',
} as const;
export type FundReason = (typeof FundReason)[keyof typeof FundReason];
