/** Why a command on an envelope is turned away, by precedence. A code may be added, never renamed or reused. */
export const EnvelopeReason = {
  /** Référence saisie pour une autre enveloppe / The reference stands for another grant. */
  referenceUsed: 'subsidies.envelope.reference_used',
  /** La convention exclut cette mutuelle / The contract is not for this scheme. */
  schemeExcluded: 'subsidies.envelope.scheme_excluded',
  /** La fenêtre finit avant de commencer / The window ends before it begins. */
  windowReversed: 'subsidies.envelope.window_reversed',
  /** Une liste de ménages à côté d'actes dirait de quoi ils souffrent / A list beside acts would tell what they suffer from. */
  listNamesActs: 'subsidies.envelope.list_names_acts',
  /** Plus que le disponible / More than the fund has free. */
  aboveAvailable: 'subsidies.envelope.above_available',
  /** Aucune enveloppe pour cette mutuelle / No envelope for this scheme. */
  unknown: 'subsidies.envelope.unknown',
} as const;
export type EnvelopeReason = (typeof EnvelopeReason)[keyof typeof EnvelopeReason];
