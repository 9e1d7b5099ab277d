/** Why a booklet is turned away, by precedence. A code may be added, never renamed or reused. */
export const BookletReason = {
  /** Date à venir / The day has not come. */
  datedInFuture: 'contributions.booklet.dated_in_future',
  /** Numéros mal formés : même longueur, des chiffres à la fin, du premier au dernier / The numbers do not make a sequence. */
  notASequence: 'contributions.booklet.not_a_sequence',
  /** Plus de 1 000 reçus / More than 1 000 receipts. */
  tooLong: 'contributions.booklet.too_long',
  /** Carnet déjà remis avec d'autres numéros / The booklet was handed out with other numbers. */
  alreadyIssued: 'contributions.booklet.already_issued',
  /** Un autre carnet a de ces numéros / Another booklet has some of these numbers. */
  overlaps: 'contributions.booklet.overlaps',
  /** Ce carnet n'existe pas ici / There is no such booklet here. */
  unknown: 'contributions.booklet.unknown',
  /** Rendu avant d'être remis / Returned before it was handed out. */
  returnedBeforeIssued: 'contributions.booklet.returned_before_issued',
  /** Un numéro rendu blanc n'est pas du carnet, ou est saisi / A number handed back blank is not of the booklet, or is entered. */
  notBlank: 'contributions.booklet.not_blank',
} as const;
export type BookletReason = (typeof BookletReason)[keyof typeof BookletReason];
