/** Why a review, an appeal or a member's word is turned away, by precedence. Codes may be added, never renamed. */
export const ReviewReason = {
  /** Facture rejetée faute d’assuré connu, ou annulée : rien à contrôler / Nothing to review in this claim. */
  notReviewable: 'benefits.review.not_reviewable',
  /** Un contrôle est déjà ouvert / A review is open already. */
  alreadyOpen: 'benefits.review.already_open',
  /** Aucun contrôle ouvert / No review is open. */
  notOpen: 'benefits.review.not_open',
  /** Une autre personne doit décider / Another person than who entered or asked must decide. */
  samePerson: 'benefits.review.same_person',
  /** Ligne inconnue ou jugée deux fois / The claim has no such line, or it is ruled twice. */
  lineUnknown: 'benefits.review.line_unknown',
  /** Montant maximal manquant ou superflu / The ruling needs an amount, or takes none. */
  amountMisplaced: 'benefits.review.amount_misplaced',
  /** Aucune exception possible pour ce motif / Nobody may except a line refused for this. */
  noException: 'benefits.review.no_exception',
  /** Budget des exceptions de l’année épuisé / The year’s budget for exceptions does not hold as much. */
  budgetExhausted: 'benefits.review.budget_exhausted',
} as const;
export type ReviewReason = (typeof ReviewReason)[keyof typeof ReviewReason];

export const AppealReason = {
  /** Facture annulée, ou pas encore décidée / There is no decision to contest. */
  nothingToContest: 'benefits.appeal.nothing_to_contest',
  /** Recours déjà ouvert / An appeal is open already. */
  alreadyOpen: 'benefits.appeal.already_open',
  /** Délai de recours dépassé / The days in which to appeal are over. */
  tooLate: 'benefits.appeal.too_late',
  /** Daté d’avant la décision ou d’un jour à venir / Dated before the decision or in the future. */
  datedWrong: 'benefits.appeal.dated_wrong',
  /** Aucun recours ouvert / No appeal is open. */
  notOpen: 'benefits.appeal.not_open',
} as const;
export type AppealReason = (typeof AppealReason)[keyof typeof AppealReason];

export const FeedbackReason = {
  /** Daté d’avant les soins ou d’un jour à venir / Dated before the care or in the future. */
  datedWrong: 'benefits.feedback.dated_wrong',
} as const;
export type FeedbackReason = (typeof FeedbackReason)[keyof typeof FeedbackReason];
