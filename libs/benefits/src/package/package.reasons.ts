/** Why a package is not published, by precedence. A code may be added, never renamed or reused. */
export const PackageReason = {
  alreadyPublished: 'benefits.package.already_published',
  versionNotNext: 'benefits.package.version_not_next',
  effectiveOutOfOrder: 'benefits.package.effective_out_of_order',
  currencyChanged: 'benefits.package.currency_changed',
  actTwice: 'benefits.package.act_twice',
} as const;
export type PackageReason = (typeof PackageReason)[keyof typeof PackageReason];
