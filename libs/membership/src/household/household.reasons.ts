/** Why a command on a household is turned away, by precedence. A code may be added, never renamed or reused. */
export const HouseholdReason = {
  /** Ménage inconnu dans cette mutuelle / No such household in this scheme. */
  unknown: 'membership.household.unknown',
  /** Le ménage a annulé son adhésion / The household cancelled its enrolment. */
  left: 'membership.household.left',
  /** Le ménage a été radié / The household was struck off. */
  struckOff: 'membership.household.struck_off',
  /** Ménage déjà inscrit, ici ou dans une autre mutuelle / Enrolled already, here or in another scheme. */
  alreadyEnrolled: 'membership.household.already_enrolled',
  /** La section n'a pas été ouverte / The scheme has no such section. */
  sectionUnknown: 'membership.household.section_unknown',
  /** Aucune règle de couverture du produit à cette date / The product has no cover rules for that day. */
  noRulesInForce: 'membership.household.no_rules_in_force',
  /** L'adhérent n'est pas parmi les personnes / The policyholder is not among the persons. */
  policyholderMissing: 'membership.household.policyholder_missing',
  /** La même personne deux fois / The same person is named twice. */
  personTwice: 'membership.household.person_twice',
  /** Cette personne n'est pas du ménage / Not a person of this household. */
  personUnknown: 'membership.household.person_unknown',
  /** Cette personne a quitté le ménage ou est décédée / This person left the household, or died. */
  personGone: 'membership.household.person_gone',
  /** Cette personne est déjà du ménage / A person of the household already. */
  personAlreadyThere: 'membership.household.person_already_there',
  /** Droits échus : le ménage doit d'abord revenir / Cover has lapsed: the household has to come back first. */
  lapsed: 'membership.household.lapsed',
  /** Date à venir / The paper bears a day that has not come. */
  datedInFuture: 'membership.household.dated_in_future',
  /** Saisi trop tard pour une seule personne : une deuxième doit approuver / Entered too late for one person alone: a second one has to approve. */
  backdatedTooFar: 'membership.household.backdated_too_far',
  /** Naissance postérieure à sa déclaration / Born after the declaration. */
  bornAfterDeclaration: 'membership.household.born_after_declaration',
  /** Décès postérieur à sa déclaration / Died after the declaration. */
  diedAfterDeclaration: 'membership.household.died_after_declaration',
  /** Un autre jour de décès est enregistré / Another day of death was recorded. */
  deathRecordedOtherwise: 'membership.household.death_recorded_otherwise',
  /** La couverture a commencé / A day of cover has begun or passed. */
  coverStarted: 'membership.household.cover_started',
  /** Une période couvre déjà ce jour / A term covers that day, or a later one. */
  alreadyCovered: 'membership.household.already_covered',
  /** Fin avant le début / Cover would end before it starts. */
  coverEndsBeforeStart: 'membership.household.cover_ends_before_start',
  /** Une deuxième personne doit approuver / A second person has to approve. */
  approvalRequired: 'membership.household.approval_required',
  /** La période finit avant de commencer / The days end before they begin. */
  endsBeforeStart: 'membership.household.ends_before_start',
  /** Une autre absence est notée ces jours-là / Another absence was recorded for these days. */
  absenceOverlaps: 'membership.household.absence_overlaps',
  /** Pas encore majeur / Not of age yet. */
  underAge: 'membership.household.under_age',
  /** Aucune couverture à créditer / No cover that waiting could be credited to. */
  notCovered: 'membership.household.not_covered',
  /** L'attente ne commence pas plus tôt / Waiting would not begin earlier than it does. */
  waitingNotEarlier: 'membership.household.waiting_not_earlier',
  /** Couverture antérieure trop ancienne / Cover elsewhere ended too long before this one began. */
  coverElsewhereTooOld: 'membership.household.cover_elsewhere_too_old',
} as const;
export type HouseholdReason = (typeof HouseholdReason)[keyof typeof HouseholdReason];
