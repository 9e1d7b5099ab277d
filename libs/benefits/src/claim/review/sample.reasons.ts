/** Why no sample is drawn. Codes may be added, never renamed or reused. */
export const SampleReason = {
  /** Ce tirage existe avec d'autres données / The id belongs to another sample. */
  alreadyDrawn: 'benefits.sample.already_drawn',
  /** Période à l’envers ou à venir / The period ends before it begins, or in the future. */
  periodWrong: 'benefits.sample.period_wrong',
  /** Aucune facture approuvée dans la période / No approved claim in the period. */
  nothingToDraw: 'benefits.sample.nothing_to_draw',
  /** Tirage inconnu / No such sample in this scheme. */
  notFound: 'benefits.sample.not_found',
} as const;
export type SampleReason = (typeof SampleReason)[keyof typeof SampleReason];
