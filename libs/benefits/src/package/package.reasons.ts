/** Why a package is not published, by precedence. A code may be added, never renamed or reused. */
export const PackageReason = {
  /** Version publiée avec un autre contenu / The version was published with other content. */
  alreadyPublished: 'benefits.package.already_published',
  /** Les versions se suivent : 1, 2, 3 … / Versions follow one another: 1, 2, 3 … */
  versionNotNext: 'benefits.package.version_not_next',
  /** Effet antérieur à la version précédente / It takes effect before the version it follows. */
  effectiveOutOfOrder: 'benefits.package.effective_out_of_order',
  /** Le produit est tenu dans une autre monnaie / The product is kept in another currency. */
  currencyChanged: 'benefits.package.currency_changed',
  /** Règle interdite (statut sérologique, dépistage imposé) / A rule no scheme may have. */
  ruleForbidden: 'benefits.package.rule_forbidden',
  /** Un acte n'a qu'une ligne / An act has one line. */
  actTwice: 'benefits.package.act_twice',
  /** Trop de factures pour un essai / More claims than are tried at once: a shorter window says as much. */
  windowTooLong: 'benefits.package.window_too_long',
} as const;
export type PackageReason = (typeof PackageReason)[keyof typeof PackageReason];
