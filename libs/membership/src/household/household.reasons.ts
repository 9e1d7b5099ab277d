/** Why a command on a household is turned away, by precedence. A code may be added, never renamed or reused. */
export const HouseholdReason = {
  unknown: 'membership.household.unknown',
  left: 'membership.household.left',
  alreadyEnrolled: 'membership.household.already_enrolled',
  sectionUnknown: 'membership.household.section_unknown',
  noRulesInForce: 'membership.household.no_rules_in_force',
  policyholderMissing: 'membership.household.policyholder_missing',
  personTwice: 'membership.household.person_twice',
  personUnknown: 'membership.household.person_unknown',
  personAlreadyThere: 'membership.household.person_already_there',
  lapsed: 'membership.household.lapsed',
  datedInFuture: 'membership.household.dated_in_future',
  backdatedTooFar: 'membership.household.backdated_too_far',
  bornAfterDeclaration: 'membership.household.born_after_declaration',
  diedAfterDeclaration: 'membership.household.died_after_declaration',
  deathRecordedOtherwise: 'membership.household.death_recorded_otherwise',
  coverStarted: 'membership.household.cover_started',
  alreadyCovered: 'membership.household.already_covered',
  coverEndsBeforeStart: 'membership.household.cover_ends_before_start',
} as const;
export type HouseholdReason = (typeof HouseholdReason)[keyof typeof HouseholdReason];
