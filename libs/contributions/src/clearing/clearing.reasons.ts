/** Why a command on what schemes owe each other is turned away, by precedence. A code may be added, never renamed or reused. */
export const ClearingReason = {
  /** Une mutuelle ne se doit rien à elle-même / A scheme owes nothing to itself. */
  sameScheme: 'contributions.clearing.same_scheme',
  /** Le mois n'est pas terminé / The month is not over. */
  monthNotOver: 'contributions.clearing.month_not_over',
  /** Le relevé de ce mois est déjà établi / The statement of that month has been drawn up. */
  alreadyDrawn: 'contributions.clearing.already_drawn',
  /** Rien à mettre sur un relevé / Nothing is open to be put on a statement. */
  nothingOpen: 'contributions.clearing.nothing_open',
  /** Ce relevé n'existe pas / There is no such statement. */
  statementUnknown: 'contributions.clearing.statement_unknown',
  /** Les deux mutuelles sont déjà d'accord, ou le relevé est compensé / Both agree already, or it is netted. */
  statementClosed: 'contributions.clearing.statement_closed',
  /** Une autre personne confirme pour l'autre mutuelle / Another person confirms for the other scheme. */
  samePerson: 'contributions.clearing.same_person',
  /** Cette ligne n'est pas sur ce relevé / The line is not on that statement. */
  lineUnknown: 'contributions.clearing.line_unknown',
  /** Cette ligne n'est pas contestée / The line is not contested. */
  notDisputed: 'contributions.clearing.not_disputed',
  /** Qui a contesté ne tranche pas / Whoever contested it does not decide. */
  ownDispute: 'contributions.clearing.own_dispute',
  /** Numéro de compensation déjà utilisé / The clearing's number was used for another one. */
  clearingTaken: 'contributions.clearing.number_taken',
  /** Aucun relevé confirmé par les deux mutuelles / No statement that both schemes confirmed. */
  nothingAgreed: 'contributions.clearing.nothing_agreed',
  /** Cette compensation, ou ce règlement, n'existe pas / There is no such clearing, or no such payment of it. */
  unknown: 'contributions.clearing.unknown',
  /** Déjà réglé / Settled already. */
  settled: 'contributions.clearing.settled',
  /** Une demande est en cours : relire d'abord ce qu'elle est devenue / A request is under way: read first what became of it. */
  underWay: 'contributions.clearing.under_way',
  /** La mutuelle créancière n'a pas de compte chez un opérateur / The creditor has no account at an operator. */
  noOperator: 'contributions.clearing.no_operator',
  /** Date à venir, ou avant la compensation / A day that has not come, or before the netting. */
  wrongDay: 'contributions.clearing.wrong_day',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  secondPerson: 'contributions.clearing.second_person',
} as const;
export type ClearingReason = (typeof ClearingReason)[keyof typeof ClearingReason];
